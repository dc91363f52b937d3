"""A worker that loads Keras while somebody still looks at the form, so that a head is trained at once.

It is no daemon: it takes one run, or ends by itself after `LIFE_SECONDS`, or when the process that started it is gone.
What it waits on is its standard input, a pipe that the system closes with its other end.
"""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

import psutil

from core import workspace
from core.runs import launcher
from core.runs.folder import RunFolder
from core.runs.life import active
from core.specs.training_spec import TrainingSpec
from core.workspace import Workspace

LIFE_SECONDS = 90.0
MARGIN_SECONDS = 5.0  # a spare that is about to end is given nothing
ROOM_BYTES = 1_500_000_000  # of free memory; Keras takes half of it


@dataclass(frozen=True)
class _Spare:
    process: subprocess.Popen[bytes]
    born: float
    workspace: Workspace

    def waits(self) -> bool:
        young = time.monotonic() - self.born < LIFE_SECONDS - MARGIN_SECONDS
        return young and self.workspace == workspace.current() and self.process.poll() is None


_lock = threading.Lock()
_held: _Spare | None = None


def suits(spec: TrainingSpec) -> bool:
    """Whether a spare can do this run: it has chosen its device already."""
    return spec.head_only and spec.device == "auto"


def keep_ready() -> None:
    """Have a spare from now on for a minute and a half, unless a run is at work or memory is short."""
    global _held
    with _lock:
        if _held and _held.waits():
            return
        if active() is None and psutil.virtual_memory().available > ROOM_BYTES:
            _held = _Spare(_start(), time.monotonic(), workspace.current())


def give(run: RunFolder) -> bool:
    """Hand the run to the spare; false if there is none. Should the spare fail to take it, a new worker does."""
    global _held
    with _lock:
        spare, _held = _held, None
    if not (spare and spare.waits() and _told(spare.process, run)):
        return False
    threading.Thread(target=_see_to_it, args=(spare.process, run), daemon=True).start()
    return True


def _start() -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-m", "core", "worker"],
        cwd=launcher.ROOT,
        env=launcher.ENVIRONMENT | os.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, name="reaper of a spare worker", daemon=True).start()
    return process


def _told(process: "subprocess.Popen[bytes]", run: RunFolder) -> bool:
    assert process.stdin is not None
    try:
        with process.stdin as pipe:
            pipe.write(f"{run.run_id}\n".encode())
    except OSError:
        return False
    return True


def _see_to_it(process: "subprocess.Popen[bytes]", run: RunFolder) -> None:
    """When the spare has ended without a word about the run, start it anew."""
    process.wait()
    if run.path.exists() and run.state().pid is None:
        launcher.launch(run)
