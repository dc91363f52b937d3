"""Rebuild a damaged `state.json` from the queue, the worker, and the job's events."""

from contextlib import suppress

from core.errors import InputError
from core.i18n import N_, Message
from core.jobs import launchers, queue
from core.jobs.events import EventReader
from core.jobs.folder import JobFolder
from core.jobs.state import JobState, StateName

UNKNOWN = N_("It is not known how this ended, since its state.json was damaged. Press Resume to continue.")


def read_state(job: JobFolder) -> JobState:
    """The state as it was written; if it cannot be read, rebuilt from the queue, the worker and the events.

    Raises:
        InputError: the job is gone.

    """
    try:
        return job.read_state()
    except InputError:
        with suppress(FileNotFoundError):
            return _rebuild_state(job)
        raise


def mend_state(job: JobFolder) -> None:
    """Rewrite the state if it is damaged; a live worker does that itself within two seconds."""
    try:
        job.read_state()
    except InputError:
        if launchers.find_worker(job) is None:
            job.write_state(_rebuild_state(job))


def _rebuild_state(job: JobFolder) -> JobState:
    created = _read_created(job)
    written = job.events.stat().st_mtime if job.events.exists() else created
    if queue.is_waiting(job):
        return JobState(state="queued", created=created, heartbeat=written)
    if launchers.find_worker(job):
        return JobState(state="running", created=created, heartbeat=written)
    if state := _read_last_end(job):
        return JobState(state=state, created=created, heartbeat=written, ended=written)
    return JobState(state="failed", created=created, heartbeat=written, ended=written, reason=Message(UNKNOWN))


def _read_created(job: JobFolder) -> float:
    """About when the job was created: its spec is written once, at that time."""
    spec = job.path / "spec.json"
    return (spec if spec.exists() else job.path).stat().st_mtime


def _read_last_end(job: JobFolder) -> StateName | None:
    """The end that the last worker wrote; None for a failure, whose reason is lost, or if more work followed."""
    last = next(
        (event for event in reversed(EventReader(job.events).read()) if event["kind"] in ("phase", "end")), None
    )
    state: StateName | None = last.get("state") if last and last["kind"] == "end" else None
    return state if state in ("finished", "stopped") else None
