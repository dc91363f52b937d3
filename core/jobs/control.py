"""Start, pause, resume, cancel and remove jobs. All of it is safe to call from many threads and processes."""

import shutil
import time
from contextlib import suppress

from core import workspace
from core.errors import InputError
from core.files import DiskFullError, disk_errors
from core.i18n import N_
from core.jobs import folder, launchers, queue
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind, Spec
from core.jobs.life import has_worker, read_state
from core.jobs.repair import mend_state
from core.jobs.state import ACTIVE, RESUMABLE

KEPT = 50  # ended jobs, so that people can look up their results


def start(kind: Kind[Spec], spec: Spec, what: str) -> JobFolder:
    """Create a job and put it in the queue; it outlives the caller. `what` is the readable part of its name."""
    forget_ended()
    job = JobFolder.create(workspace.current().jobs, kind, spec, f"{kind.name}-{what}" if what else kind.name)
    queue.submit(job)
    return job


def forget_ended(keep: int = KEPT) -> None:
    """Remove the ended jobs of this workspace, except those among the newest `keep`; runs stay."""
    for job in list(folder.list_jobs())[keep:]:
        with suppress(InputError):
            if read_state(job).state not in ACTIVE:
                remove(job)


def prepare(kind: Kind[Spec]) -> None:
    """Load what such a job needs while its form is still open, if the job could start at once."""
    if queue.has_room(kind.lane):
        launchers.find(kind.launcher).prepare(kind)


def pause(job: JobFolder) -> None:
    """Pause the worker after this step and free its slot; a job that has ended is left unchanged.

    Raises:
        InputError: jobs of this kind cannot be paused.

    """
    if not job.read_facts().can_pause:
        raise InputError(N_("The job {job} cannot be paused. Let it end, or cancel it."), job=job.job_id)
    with queue.lock() as line:
        mend_state(job)
        if read_state(job).state not in ("queued", "running"):
            return
        job.write_request("pause")
        if not has_worker(job):
            line.take_out(job)
            job.change_state(state="paused")
            line.start_next()


def resume(job: JobFolder) -> None:
    """Let the paused worker continue, or queue the job for a new one.

    Raises:
        InputError: the job is finished.

    """
    with queue.lock() as line:
        mend_state(job)
        state = read_state(job).state
        if state == "finished":
            raise InputError(N_("The job {job} is finished; there is nothing left to resume."), job=job.job_id)
        if state in RESUMABLE:
            if state not in ACTIVE:
                line.check_allowed(job)
            job.write_request("run")
            if state not in ACTIVE or not has_worker(job):
                enqueue(job, line)
            elif launchers.find_for(job).remote and not queue.is_working(job):
                line.put(job)  # its worker would do that too, and is told sooner in this way
            line.start_next()


def enqueue(job: JobFolder, line: queue.Line) -> None:
    """Put a job without a worker in the queue."""
    launchers.find_for(job).forget(job)
    line.put(job)
    job.change_state(state="queued", ended=None, reason=None, by_input=True)


def cancel(job: JobFolder) -> None:
    """Stop the worker after this step; a job without a worker ends at once, and leaves nothing behind.

    An interrupted job, which could be continued, leaves nothing behind either.
    """
    with queue.lock() as line:
        mend_state(job)
        if read_state(job).state not in ACTIVE:
            job.clear()
            return
        worker = launchers.find_worker(job)
        try:
            job.write_request("stop")
        except DiskFullError:
            if worker is None:
                raise
            worker.stop()
        if worker is None:
            line.take_out(job)
            job.clear()
            job.change_state(state="stopped", ended=time.time())
            line.start_next()


def remove(job: JobFolder) -> None:
    """Delete the job and all its files.

    Raises:
        InputError: a worker is doing it; cancel it first.

    """
    with queue.lock() as line:
        if is_at_work(job):
            raise InputError(N_("The job {job} is still running. Cancel it first, then remove it."), job=job.job_id)
        line.take_out(job)
        doomed = job.path.with_name(f".removed-{job.job_id}-{time.time_ns()}")
        with disk_errors(job.path):
            job.path.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)


def is_at_work(job: JobFolder) -> bool:
    """Whether a worker is doing the job. A damaged state counts as none: a worker would have rewritten it by now."""
    with suppress(InputError):
        return read_state(job).state in ACTIVE and has_worker(job)
    return False
