"""All jobs of a workspace, trainings among them, as the command line and the strip on every page show them."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from core import workspace
from core.errors import InputError
from core.i18n import N_, _
from core.jobs import control, folder, kind, life, queue
from core.jobs.folder import JobFolder
from core.jobs.progress import JobProgress, ProgressReader
from core.jobs.state import ACTIVE, Facts, JobState
from core.runs import control as run_control
from core.runs import folder as run_folder
from core.runs import life as run_life
from core.runs.folder import RunFolder
from core.runs.progress import LiveProgress

EVENTS_LOST = N_("{path} is damaged, so it is not known how far this is. The work itself goes on.")


def list_jobs() -> Iterator[JobFolder]:
    """Every job and every run, the newest first."""
    yield from sorted([*folder.list_jobs(), *run_folder.list_runs()], key=lambda job: job.job_id, reverse=True)


def find(job_id: str) -> JobFolder:
    """The job or run of that name; `last` is the newest one that was asked for as work.

    Raises:
        InputError: there is none.

    """
    if job_id == "last" and (newest := next((job for job in list_jobs() if not is_on_call(job)), None)):
        return newest
    found = next((run for run in run_folder.list_runs() if run.job_id == job_id), None)
    return found or folder.find(job_id)


def list_active() -> list[JobFolder]:
    """The running and waiting jobs and runs of the current workspace; fast, however many have ended."""
    runs = workspace.current().runs
    return [RunFolder(job.path) if job.path.parent == runs else job for job in queue.list_of_workspace()]


def list_work() -> list[JobFolder]:
    """The same without workers on call, which wait for questions and are nothing that somebody waits for."""
    return [job for job in list_active() if not is_on_call(job)]


def is_on_call(job: JobFolder) -> bool:
    """Whether its worker stays for a page's questions; false for a damaged job, and for one of another version."""
    with suppress(InputError):
        return kind.find(job.read_facts().kind).on_call
    return False


def read_current_state(job: JobFolder) -> JobState:
    """The state as it is now; a run has its own messages."""
    return run_life.read_current_state(job) if isinstance(job, RunFolder) else life.read_current_state(job)


def read_progress(job: JobFolder) -> JobProgress:
    """The progress, read from the first event; keep a `ProgressReader` to read it often."""
    return LiveProgress(job).update().summarize() if isinstance(job, RunFolder) else ProgressReader(job).read()


def cancel(job: JobFolder) -> None:
    """Stop it after this step; a training keeps its best weights."""
    if isinstance(job, RunFolder):
        run_control.stop(job)
    else:
        control.cancel(job)


def remove(job: JobFolder) -> None:
    """Delete it and all its files; the trainings that a search has made stay.

    Raises:
        InputError: a worker is doing it; cancel it first.

    """
    if isinstance(job, RunFolder):
        run_control.remove(job)
    else:
        control.remove(job)


def can_continue(job: JobFolder) -> bool:
    """Whether its worker died, so that it can be continued; of a run its own page tells."""
    return not isinstance(job, RunFolder) and life.was_interrupted(job)


def resume(job: JobFolder) -> None:
    """Continue what was paused, stopped or interrupted; what cannot be continued in the middle starts again.

    Raises:
        InputError: it is finished, or what it needs is gone.

    """
    if isinstance(job, RunFolder):
        run_control.resume(job)
    else:
        control.resume(job)


def describe(job: JobFolder) -> dict[str, Any]:
    """The keys of the command line's contract: `job, kind, state, owner, progress, reason, ...`.

    A worker that is `on_call` has no progress: it is at no work that ends.
    Values from a damaged file are None, and `problem` is the message about it.
    """
    state, (facts, problem) = read_current_state(job), _read_facts(job)
    on_call = is_on_call(job)
    progress = read_progress(job) if state.state in ACTIVE and not on_call else None
    return {
        "job": job.job_id,
        "kind": facts.kind if facts else None,
        "title": kind.find(facts.kind).title if facts else None,
        "state": state.state,
        "on_call": on_call,
        "owner": facts.owner if facts else None,
        "created": state.created,
        "ended": state.ended,
        "place": queue.find_place(job) + 1 if state.state == "queued" else None,
        "progress": _to_json(progress) if progress else None,
        "reason": str(state.reason) if state.reason else None,
        "problem": problem or _explain_lost_progress(job, state),
    }


def _read_facts(job: JobFolder) -> tuple[Facts | None, str | None]:
    """The facts, or why they cannot be read."""
    try:
        return job.read_facts(), None
    except InputError as error:
        return None, str(error)


def _explain_lost_progress(job: JobFolder, state: JobState) -> str | None:
    """Why it cannot be told how far the job is; None if it can, or nobody asks that of a job that has ended."""
    if state.state not in ACTIVE or not job.has_lost_events():
        return None
    return _(EVENTS_LOST).format(path=job.events)


def _to_json(progress: JobProgress) -> dict[str, Any]:
    return {
        "phase": progress.phase,
        "done": progress.done,
        "total": progress.total,
        "rate": progress.rate,
        "seconds_left": progress.seconds_left,
    }
