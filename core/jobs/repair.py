"""A state that cannot be read, put together again from the job's events and from what lies in its folder."""

from contextlib import suppress

from core.errors import InputError
from core.i18n import N_, Message
from core.jobs import launchers, queue
from core.jobs.events import EventReader
from core.jobs.folder import JobFolder
from core.jobs.state import JobState, StateName

UNKNOWN = N_("What became of this is not known, since its state.json was damaged. Press Resume to go on.")


def read_state(job: JobFolder) -> JobState:
    """The state as it was written; if that cannot be read, as the queue, the worker and the events tell it.

    Raises:
        InputError: the job is gone.

    """
    try:
        return job.state()
    except InputError:
        with suppress(FileNotFoundError):
            return _rebuilt(job)
        raise


def mend_state(job: JobFolder) -> None:
    """Write the state anew if it is damaged; a living worker does that itself, within two seconds."""
    try:
        job.state()
    except InputError:
        if launchers.worker_of(job) is None:
            job.write_state(_rebuilt(job))


def _rebuilt(job: JobFolder) -> JobState:
    created = _first_written(job)
    written = job.events.stat().st_mtime if job.events.exists() else created
    if queue.is_waiting(job):
        return JobState(state="queued", created=created, heartbeat=written)
    if launchers.worker_of(job):
        return JobState(state="running", created=created, heartbeat=written)
    if state := _last_end(job):
        return JobState(state=state, created=created, heartbeat=written, ended=written)
    return JobState(state="failed", created=created, heartbeat=written, ended=written, reason=Message(UNKNOWN))


def _first_written(job: JobFolder) -> float:
    """About when the job was made: its spec is written once, and its folder's name begins with the second."""
    spec = job.path / "spec.json"
    return (spec if spec.exists() else job.path).stat().st_mtime


def _last_end(job: JobFolder) -> StateName | None:
    """How the last worker said that the work ended; a failure has lost its reason, and other work may have followed."""
    last = next(
        (event for event in reversed(EventReader(job.events).read()) if event["kind"] in ("phase", "end")), None
    )
    state: StateName | None = last.get("state") if last and last["kind"] == "end" else None
    return state if state in ("finished", "stopped") else None
