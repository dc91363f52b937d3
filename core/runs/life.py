"""The current state of one run, and of all runs."""

from collections.abc import Iterator
from functools import partial

from core.errors import InputError
from core.i18n import N_, Message
from core.jobs import life, queue
from core.jobs.state import ACTIVE, JobState
from core.runs import memory
from core.runs.folder import RunFolder, list_runs

GONE = N_(
    "The worker process ended unexpectedly: it was killed, or the machine was shut down. Press Resume to continue "
    "the run from where it was last saved."
)


def read_current_state(run: RunFolder) -> JobState:
    """The state as it is now; see `core.jobs.life`."""
    return life.read_current_state(run, partial(_explain_loss, run))


def read_states() -> Iterator[tuple[RunFolder, JobState]]:
    """Every run with its current state, the newest first; damaged ones are skipped."""
    queue.try_start_next()
    for run in list_runs():
        try:
            yield run, life.read_state(run, partial(_explain_loss, run))
        except InputError:
            continue


def find_active() -> RunFolder | None:
    """The newest run that is queued, running or paused, if there is one."""
    return next((run for run, state in read_states() if state.state in ACTIVE), None)


def _explain_loss(run: RunFolder, memory_was_full: bool) -> Message:
    """The system may have killed another process for its memory, so the message says "probably"."""
    return memory.explain_probably_full(run) if memory_was_full else Message(GONE)
