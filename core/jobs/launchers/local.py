"""The default launcher: a process on this machine, which outlives a reload, a crash or a stop of the app.

The process that starts a worker keeps its number in the job's folder; the worker does the same when it begins, so that
neither can die between two steps and leave a worker that nobody finds, and again when it finds its number gone.
"""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from core.files import DamagedFileError, DiskFullError, disk_errors
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.lanes import ANSWERS
from core.jobs.launchers import process as processes
from core.jobs.launchers import spare
from core.jobs.launchers.priority import give_way, read_niceness
from core.jobs.launchers.process import Process
from core.jobs.launchers.worker_process import COMMAND, open_worker


@dataclass(frozen=True)
class LocalHandle:
    """A worker's process; None where `launched.json` is missing or damaged, and only the heartbeat can tell."""

    job: JobFolder
    process: Process | None

    def is_alive(self) -> bool:
        if self.process is None or not self.process.is_here:
            return processes.has_recent_heartbeat(self.job)
        return self.process.is_alive()

    def stop(self) -> None:
        if self.process and self.process.is_here and self.process.is_alive():
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGTERM)

    def ran_out_of_memory(self) -> bool:
        return self.process is not None and self.process.ran_out_of_memory()


class LocalLauncher:
    """Starts `python COMMAND FOLDER` in a session of its own; what it prints goes to the job's log."""

    remote = False

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command

    def prepare(self, kind: Kind) -> None:  # type: ignore[type-arg]  # of any spec
        if kind.warm_up:
            spare.keep_ready(kind.warm_up, kind.environment)

    def can_start(self) -> bool:
        return True

    def start(self, job: JobFolder) -> LocalHandle:
        if (living := self.find(job)) and living.is_alive():
            return living
        facts = job.read_facts()
        process = spare.assign(job) if facts.warm_up else None
        if process is None:
            process = Process.of(self.open_process(job, facts.environment))
        with suppress(DiskFullError):  # the worker writes it too; if that fails, its heartbeat still shows it
            processes.write_process(job, process)
        return LocalHandle(job, process)

    def find(self, job: JobFolder) -> LocalHandle | None:
        """Ignores a spare that died before it took the job: the job is still to be started."""
        try:
            process = processes.read_process(job)
        except DamagedFileError:
            return LocalHandle(job, None)
        if process is None:
            return LocalHandle(job, None) if processes.is_at_work_unnamed(job) else None
        return None if process.spare and not process.is_alive() else LocalHandle(job, process)

    def announce(self, job: JobFolder) -> None:
        processes.announce(job, processes.read_own(os.getpid()))

    def forget(self, job: JobFolder) -> None:
        processes.forget_process(job)

    def read_log(self, job: JobFolder) -> str:
        return processes.read_log(job)

    def open_process(self, job: JobFolder, environment: Mapping[str, str]) -> int:
        """Open the worker's process and return its number."""
        niceness = 0 if job.read_facts().lane == ANSWERS else read_niceness()  # a page waits for answers
        with disk_errors(job.log), job.log.open("ab") as log:
            arguments = [*self._command, str(job.path)]
            pid = open_worker(arguments, environment, stdin=subprocess.DEVNULL, output=log).pid
        give_way(pid, niceness)
        return pid
