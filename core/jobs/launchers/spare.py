"""A spare worker, which does the slow imports (`Kind.warm_up`) while the user still fills in a form.

It is not a daemon: it takes one job, or exits after `LIFE_SECONDS`, or when the process that started it is gone.
It waits for a line on its standard input, a pipe that the system closes when the other end exits.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

import psutil

from core import workspace
from core.jobs import entry_points
from core.jobs.folder import JobFolder
from core.jobs.launchers.priority import give_way, read_niceness
from core.jobs.launchers.process import Process
from core.jobs.launchers.worker_process import COMMAND, open_worker

LIFE_SECONDS = 90.0
MARGIN_SECONDS = 5.0  # no job is assigned to a spare that is about to exit
ROOM_BYTES = 1_500_000_000  # of free memory; Keras takes half of it


@dataclass(frozen=True)
class _Spare:
    process: "subprocess.Popen[bytes]"
    warm_up: str
    born: float
    site: Path

    def is_waiting(self) -> bool:
        """Whether it can take a job of the current site."""
        young = time.monotonic() - self.born < LIFE_SECONDS - MARGIN_SECONDS
        return young and self.site == workspace.current().site and self.process.poll() is None


_lock = threading.Lock()
_held: _Spare | None = None


def keep_ready(warm_up: str, environment: Mapping[str, str]) -> None:
    """Keep a spare that has called this function ready for a minute and a half, unless memory is short."""
    global _held
    with _lock:
        if _held and _held.is_waiting() and _held.warm_up == warm_up:
            return
        _dismiss(_held)
        _held = None
        if psutil.virtual_memory().available > ROOM_BYTES:
            _held = _Spare(_open(warm_up, environment), warm_up, time.monotonic(), workspace.current().site)


def _dismiss(spare: _Spare | None) -> None:
    """Let a spare that nobody needs any more exit."""
    if spare and spare.process.stdin:
        spare.process.stdin.close()


def assign(job: JobFolder) -> Process | None:
    """Assign the job to the spare, if there is one with the right warm-up; None if not."""
    global _held
    with _lock:
        if not (_held and _held.is_waiting() and _held.warm_up == job.read_facts().warm_up):
            return None
        spare, _held = _held, None
    process = Process.of(spare.process.pid, spare=True)
    return process if _send_job(spare.process, job) else None


def _open(warm_up: str, environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    arguments = [*COMMAND, "--warm-up", warm_up]
    niceness = read_niceness()
    opened = open_worker(arguments, environment, stdin=subprocess.PIPE, output=subprocess.DEVNULL)
    give_way(opened.pid, niceness)
    return opened


def _send_job(process: "subprocess.Popen[bytes]", job: JobFolder) -> bool:
    assert process.stdin is not None
    try:
        with process.stdin as pipe:
            pipe.write(f"{job.path}\n".encode())
    except OSError:
        return False
    return True


def wait_for_job(warm_up: str) -> JobFolder | None:
    """In the spare's process: warm up and wait for a job, whose log gets all output from then on.

    Returns None if no job came in time.
    """
    entry_points.load(warm_up)()
    said: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=lambda: said.put(os.read(sys.stdin.fileno(), 4096)), daemon=True).start()
    try:
        name = said.get(timeout=LIFE_SECONDS).decode().strip()
    except Empty:
        return None
    if not name:  # the process that started this one is gone
        return None
    job = JobFolder(Path(name))
    with job.log.open("ab") as log:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), stream.fileno())
    return job
