"""The state of a run at this moment, and which runs there are in which state."""

from collections.abc import Iterator
from functools import partial

from core.errors import InputError
from core.i18n import N_, Message
from core.jobs import life, queue
from core.jobs.state import ACTIVE, JobState
from core.runs import memory
from core.runs.folder import RunFolder, all_runs

GONE = N_(
    "The worker process ended without a word: it was killed, or the machine went down. "
    "Press Resume, and the run goes on from where it was last saved."
)


def current_state(run: RunFolder) -> JobState:
    """The state as it is now; see `core.jobs.life`."""
    return life.current_state(run, partial(_explain_loss, run))


def read_states() -> Iterator[tuple[RunFolder, JobState]]:
    """Every run with its state of this moment, the newest first; a damaged one stands in nobody's way."""
    queue.look()
    for run in all_runs():
        try:
            yield run, life.read_state(run, partial(_explain_loss, run))
        except InputError:
            continue


def active() -> RunFolder | None:
    """The newest run that waits, is at work or is paused, if there is one."""
    return next((run for run, state in read_states() if state.state in ACTIVE), None)


def _explain_loss(run: RunFolder, memory_was_full: bool) -> Message:
    """It may have been another process that was killed for its memory, so this is told as probable."""
    return memory.probably_full(run) if memory_was_full else Message(GONE)
