"""A process, and whether it is still the same one: what launchers of this machine record of a worker."""

import socket
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Self

import psutil
from pydantic import BaseModel, ConfigDict

from core.errors import InputError
from core.files import DiskFullError, none_if_damaged, read_json, write_json
from core.jobs.folder import JobFolder

CLOCK_TOLERANCE = 1.5  # seconds by which two readings of one process's start may differ
SILENT_SECONDS = 30.0  # a worker on another host without a heartbeat for this long counts as dead
LOG_CHARACTERS = 1 << 16
KILLS = Path("/proc/vmstat")


class Process(BaseModel):
    """`launched.json`; `part` tells one thread of a process from another, `memory_kills` is `count_memory_kills()`.

    A `spare` process was assigned the job, and has not confirmed it yet.
    """

    model_config = ConfigDict(frozen=True)

    pid: int
    started: float
    host: str
    memory_kills: int | None = None
    part: str = ""
    spare: bool = False

    @classmethod
    def of(cls, pid: int, *, part: str = "", spare: bool = False) -> Self:
        """A process of this machine, a zombie included.

        Raises:
            psutil.NoSuchProcess: there is none.

        """
        started = psutil.Process(pid).create_time()
        kills = count_memory_kills()
        return cls(pid=pid, started=started, host=socket.gethostname(), memory_kills=kills, part=part, spare=spare)

    @property
    def is_here(self) -> bool:
        """Whether it is of this machine."""
        return self.host == socket.gethostname()

    def is_alive(self) -> bool:
        """Whether this machine runs a process with this pid and this start time."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < CLOCK_TOLERANCE
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def ran_out_of_memory(self) -> bool:
        """Whether the system has killed a process for lack of memory since; its count restarts at every boot."""
        now = count_memory_kills()
        if not self.is_here or self.memory_kills is None or now is None or self.started < psutil.boot_time():
            return False
        return self.memory_kills < now


def write_process(job: JobFolder, process: Process) -> None:
    write_json(job.path / "launched.json", process)


def read_process(job: JobFolder) -> Process | None:
    """The process that was written last; None if there is none.

    Raises:
        DamagedFileError: the file cannot be read.

    """
    return read_json(job.path / "launched.json", Process)


@cache
def read_own(pid: int) -> Process:
    """Describe this process once: the kills for lack of memory are counted from then on."""
    return Process.of(pid)


def announce(job: JobFolder, mine: Process) -> None:
    """In the job's worker: write `mine` unless that is what the file says already; the disk may be full."""
    if none_if_damaged(read_process)(job) != mine:
        with suppress(DiskFullError):
            write_process(job, mine)


def forget_process(job: JobFolder) -> None:
    (job.path / "launched.json").unlink(missing_ok=True)


def has_recent_heartbeat(job: JobFolder) -> bool:
    """Whether the state of the job was written within the last `SILENT_SECONDS`."""
    try:
        return time.time() - job.read_state().heartbeat < SILENT_SECONDS
    except InputError:
        return False


def is_at_work_unnamed(job: JobFolder) -> bool:
    """Whether a worker has the job though nothing names it, as after its file was lost.

    Who has ended, rests or waits says so before its file goes, so only one that runs can have lost it.
    """
    try:
        return job.read_state().state == "running" and has_recent_heartbeat(job)
    except InputError:
        return False


def read_log(job: JobFolder) -> str:
    """The end of the job's log."""
    if not job.log.exists():
        return ""
    with job.log.open("rb") as file:
        file.seek(max(0, job.log.stat().st_size - LOG_CHARACTERS))
        return file.read().decode("utf-8", errors="replace")


def count_memory_kills(counter: Path | None = None) -> int | None:
    """How many processes the system has killed for lack of memory since it booted; None if unknown."""
    counter = counter or KILLS
    if not counter.exists():
        return None
    for line in counter.read_text(encoding="ascii").splitlines():
        name, _space, number = line.partition(" ")
        if name == "oom_kill":
            return int(number)
    return None
