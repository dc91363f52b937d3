"""How far a job is, on one line of a terminal."""

from core.cli.output import format_bar
from core.i18n import _
from core.jobs.progress import JobProgress
from core.jobs.state import StateName
from core.tasks.words import PHASES, STATES
from core.units import format_seconds


def format_progress(progress: JobProgress, state: StateName) -> str:
    """What a job does, a bar, how much is done and how long the rest takes, as far as that is known."""
    phase = translate_phase(progress.phase) if state == "running" and progress.phase else translate_state(state)
    if progress.share is None or state != "running":
        return f"{phase} …"
    left = progress.seconds_left
    rest = _("{time} left").format(time=format_seconds(left)) if left and round(left) else ""
    return f"{phase}  {format_bar(progress.share)} {progress.share:4.0%}  {rest}".rstrip()


def translate_phase(phase: str) -> str:
    """The phase in the reader's language; the key of one that has no name."""
    return _(PHASES.get(phase, phase))


def translate_state(state: StateName) -> str:
    return _(STATES[state])
