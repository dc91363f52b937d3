"""The current state of a job: what is on disk, compared with its worker and with pending requests."""

import time
from collections.abc import Callable

from core.i18n import N_, Message
from core.jobs import launchers, queue, repair
from core.jobs.folder import JobFolder
from core.jobs.state import ACTIVE, JobState

START_SECONDS = 30.0  # a job that is not in the queue this long after it was created never will be

GONE = N_(
    "The worker process ended unexpectedly: it was killed, or the machine was shut down. Resume it, or start it again."
)
PROBABLY_FULL = N_(
    "The worker process was killed, probably because the memory was full: the system has killed a process for lack "
    "of memory. Close other programs, then resume it or start it again."
)
NEVER_QUEUED = N_("The program that asked for this ended before it could be started. Press Resume to start it.")


def explain_loss(memory_was_full: bool) -> Message:
    """The message for a job whose worker has died."""
    return Message(PROBABLY_FULL if memory_was_full else GONE)


Explain = Callable[[bool], Message]


def read_current_state(job: JobFolder, explain: Explain = explain_loss) -> JobState:
    """The state as it is now. Reading that of a waiting job, or of one whose worker has died, also starts the next job.

    Of a job whose worker has died the intermediate files are removed.

    `explain(memory_was_full)` returns the message for a dead worker.
    """
    written = repair.read_state(job).state
    if written == "queued":
        queue.try_start_next()
    state = read_state(job, explain)
    if state.state == "running" and queue.will_restart(job) and not has_worker(job):
        queue.try_start_next()
    if written in ("running", "paused") and queue.is_forsaken(job):
        queue.pick_up(job)
        state = read_state(job, explain)
    if written not in ACTIVE and queue.is_working(job):
        queue.try_start_next()
    if state.state == "failed" and written in ACTIVE:
        _clear_up_after_loss(job)
        queue.try_start_next()
    return state


def was_interrupted(job: JobFolder) -> bool:
    """Whether the job ended because its worker died; it can be continued."""
    written, state = repair.read_state(job).state, read_state(job).state
    return written in ACTIVE and state == "failed"


def _clear_up_after_loss(job: JobFolder) -> None:
    if job.scratch.exists():
        with queue.lock():  # else it may be resumed meanwhile, and these may be the files of the new worker
            if not has_worker(job):
                job.clear_scratch()


def read_state(job: JobFolder, explain: Explain = explain_loss) -> JobState:
    """The state as it is now, without starting anything."""
    state = repair.read_state(job)
    if state.state not in ACTIVE:
        return state
    if reason := _find_loss(job, state, explain):
        return state.model_copy(update={"state": "failed", "reason": reason})
    match job.read_request():
        case "stop":
            return state.model_copy(update={"state": "stopping"})
        case "pause" if state.state != "paused":
            return state.model_copy(update={"state": "pausing"})
    return state


def has_worker(job: JobFolder) -> bool:
    """Whether a worker has the job or is about to."""
    return launchers.find_worker(job) is not None


def _find_loss(job: JobFolder, state: JobState, explain: Explain) -> Message | None:
    """Why the job will not continue; None if it will, or is paused.

    A paused job needs no worker, so it cannot lose one; neither can one that waits.
    """
    if state.state == "paused" or (state.state == "queued" and queue.is_waiting(job)):
        return None
    handle = launchers.find_for(job).find(job)
    if handle and handle.is_alive():
        return None
    if handle is None and state.state == "queued":
        late = time.time() - state.heartbeat > START_SECONDS
        return Message(NEVER_QUEUED) if late and not queue.is_working(job) else None
    if repair.read_state(job) != state:  # the worker has just written its final state
        return None
    if queue.will_restart(job):
        return None
    return explain(handle is not None and handle.ran_out_of_memory())
