"""The state of a job at this moment: what is on disk, held against its worker and against what people ask of it."""

import time
from collections.abc import Callable

from core.i18n import N_, Message
from core.jobs import launchers, queue, repair
from core.jobs.folder import JobFolder
from core.jobs.state import ACTIVE, JobState

START_SECONDS = 30.0  # between making a job and putting it in the queue; after so long nobody will

GONE = N_("The worker process ended without a word: it was killed, or the machine went down. Start it again.")
PROBABLY_FULL = N_(
    "The worker process was killed, probably because the memory was full: the system has killed a process for want "
    "of it. Close other programs and start it again."
)
NEVER_QUEUED = N_("The program that asked for this ended before it could be started. Press Resume to start it.")


def explain_loss(memory_was_full: bool) -> Message:
    """Why a job has no worker any more."""
    return Message(PROBABLY_FULL if memory_was_full else GONE)


Explain = Callable[[bool], Message]


def current_state(job: JobFolder, explain: Explain = explain_loss) -> JobState:
    """The state as it is now. Looking at a job that waits, or whose worker has died, starts whoever's turn it is.

    `explain(memory_was_full)` words the loss of a worker.
    """
    written = repair.read_state(job).state
    if written == "queued":
        queue.look()
    state = read_state(job, explain)
    if state.state == "failed" and written in ACTIVE:
        queue.look()
    return state


def read_state(job: JobFolder, explain: Explain = explain_loss) -> JobState:
    """The state as it is now, and nothing else."""
    state = repair.read_state(job)
    if state.state not in ACTIVE:
        return state
    if reason := _loss(job, state, explain):
        return state.model_copy(update={"state": "failed", "reason": reason})
    match job.request():
        case "stop":
            return state.model_copy(update={"state": "stopping"})
        case "pause" if state.state != "paused":
            return state.model_copy(update={"state": "pausing"})
    return state


def has_worker(job: JobFolder) -> bool:
    """Whether a worker has the job or is about to."""
    return launchers.worker_of(job) is not None


def _loss(job: JobFolder, state: JobState, explain: Explain) -> Message | None:
    """Why the job will not go on by itself; None if it will, or rests.

    A paused job needs no worker, so it cannot lose one; neither can one that waits.
    """
    if state.state == "paused" or (state.state == "queued" and queue.is_waiting(job)):
        return None
    handle = launchers.of(job).find(job)
    if handle and handle.is_alive():
        return None
    if handle is None and state.state == "queued":
        late = time.time() - state.heartbeat > START_SECONDS
        return Message(NEVER_QUEUED) if late and not queue.is_working(job) else None
    if repair.read_state(job) != state:  # the worker has just said its last word
        return None
    return explain(handle is not None and handle.ran_out_of_memory())
