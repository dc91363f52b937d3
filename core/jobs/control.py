"""What people do with a job: start, pause, resume, cancel, remove. All of it may be asked by many at once."""

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

KEPT = 50  # jobs that have ended, so that people can look at what became of them


def start(kind: Kind[Spec], spec: Spec, what: str) -> JobFolder:
    """Make a job and put it in the queue; it outlives whoever asked for it. `what` names it for people."""
    forget_ended()
    job = JobFolder.create(workspace.current().jobs, kind, spec, f"{kind.name}-{what}" if what else kind.name)
    queue.submit(job)
    return job


def forget_ended(keep: int = KEPT) -> None:
    """Remove the jobs of this workspace that have ended, but for those among the newest `keep`; runs stay."""
    for job in list(folder.all_jobs())[keep:]:
        with suppress(InputError):
            if read_state(job).state not in ACTIVE:
                remove(job)


def prepare(kind: Kind[Spec]) -> None:
    """Somebody looks at a form that asks for such a job: load what can be loaded before, if it could begin at once."""
    if queue.has_room(kind.lane):
        launchers.find(kind.launcher).prepare(kind)


def pause(job: JobFolder) -> None:
    """Have the worker rest after this step and give its slot to the next; a job that has ended stays as it is.

    Raises:
        InputError: work of this kind cannot rest.

    """
    if not job.facts().can_pause:
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
    """Have the worker that rests go on, or a new one take the job up.

    Raises:
        InputError: the job is finished.

    """
    with queue.lock() as line:
        mend_state(job)
        state = read_state(job).state
        if state == "finished":
            raise InputError(N_("The job {job} is finished; there is nothing left to resume."), job=job.job_id)
        if state in RESUMABLE:
            job.write_request("run")
            if state not in ACTIVE or not has_worker(job):
                enqueue(job, line)
                line.start_next()


def enqueue(job: JobFolder, line: queue.Line) -> None:
    """Put a job that no worker has in the line."""
    launchers.of(job).forget(job)
    line.put(job)
    job.change_state(state="queued", ended=None, reason=None, by_input=True)


def cancel(job: JobFolder) -> None:
    """Have the worker end after this step; what waits or rests without one ends at once, and leaves nothing behind."""
    with queue.lock() as line:
        mend_state(job)
        if read_state(job).state not in ACTIVE:
            return
        worker = launchers.worker_of(job)
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
        InputError: a worker has it; it has to be cancelled first.

    """
    with queue.lock() as line:
        if at_work(job):
            raise InputError(N_("The job {job} is still at work. Cancel it first, then remove it."), job=job.job_id)
        line.take_out(job)
        doomed = job.path.with_name(f".removed-{job.job_id}-{time.time_ns()}")
        with disk_errors(job.path):
            job.path.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)


def at_work(job: JobFolder) -> bool:
    """Whether a worker has the job; a damaged state names none, and a worker would have written it anew by now."""
    with suppress(InputError):
        return read_state(job).state in ACTIVE and has_worker(job)
    return False
