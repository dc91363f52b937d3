"""The launcher for what is quick: a thread of the process that asks for it, where a process costs more than the work.

Such a job dies with its process, and is then told as lost like any other. The interpreter waits for its threads before
it ends, so what was begun on the command line is done.
"""

import logging
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from uuid import uuid4

from core import workspace
from core.files import DamagedFileError, DiskFullError
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.launchers import process as processes
from core.jobs.launchers.process import Process
from core.jobs.launchers.worker_process import WORKER
from core.jobs.worker.main import run_job
from core.jobs.worker.requests import Requests

THREADS = 4
log = logging.getLogger("glassbox")

_at_work: dict[str, Requests] = {}  # by the part of the process that has the job
_lock = threading.Lock()


@dataclass(frozen=True)
class ThreadHandle:
    """A thread of this process or of another one; None where `launched.json` is missing or damaged."""

    job: JobFolder
    process: Process | None

    def is_alive(self) -> bool:
        if self.process is None or not self.process.is_here:
            return processes.has_recent_heartbeat(self.job)
        if self.process.pid == os.getpid():
            return self.process.part in _at_work
        return self.process.is_alive()

    def stop(self) -> None:
        """Heard in the process of the thread alone; others ask by the job's `control.json`."""
        if self.process and (requests := _at_work.get(self.process.part)):
            requests.terminate()

    def ran_out_of_memory(self) -> bool:
        return self.process is not None and self.process.ran_out_of_memory()


class ThreadLauncher:
    """Does jobs in a pool of this process, each in the workspace in which it was started."""

    remote = False

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="job")

    def prepare(self, kind: Kind) -> None:  # type: ignore[type-arg]  # of any spec
        """Everything that a thread needs is there."""

    def can_start(self) -> bool:
        """Not in a worker's process, which ends."""
        return WORKER not in os.environ

    def start(self, job: JobFolder) -> ThreadHandle:
        with _lock:
            if (living := self.find(job)) and living.is_alive():
                return living
            process = Process.of(os.getpid(), part=uuid4().hex)
            with suppress(DiskFullError):
                processes.write_process(job, process)
            _at_work[process.part] = Requests(job)
        self._pool.submit(workspace.carry(_run_job), job, process)
        return ThreadHandle(job, process)

    def find(self, job: JobFolder) -> ThreadHandle | None:
        try:
            process = processes.read_process(job)
        except DamagedFileError:
            return ThreadHandle(job, None)
        return ThreadHandle(job, process) if process or processes.is_at_work_unnamed(job) else None

    def announce(self, job: JobFolder) -> None:
        """Of a worker that has a process for itself; a thread of the pool announces its part of this one."""
        processes.announce(job, processes.read_own(os.getpid()))

    def forget(self, job: JobFolder) -> None:
        processes.forget_process(job)

    def read_log(self, job: JobFolder) -> str:
        return processes.read_log(job)


def _run_job(job: JobFolder, mine: Process) -> None:
    try:
        run_job(job, _at_work[mine.part], announce=lambda: processes.announce(job, mine))
    except Exception:
        log.exception("the thread of %s has failed", job.job_id)
    finally:
        del _at_work[mine.part]
