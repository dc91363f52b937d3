"""How a worker's process is opened: in a session of its own, with the variables that its kind and its site need."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from core import workspace
from core.jobs import queue

WORKER = "GLASSBOX_WORKER"  # is set in the process of a worker, which ends with its job
ROOT = Path(__file__).parents[3]
COMMAND = ("-m", "core", "worker")


def open_worker(
    arguments: Sequence[str], environment: Mapping[str, str], *, stdin: int, output: IO[bytes] | int
) -> "subprocess.Popen[bytes]":
    """Open `python ARGUMENTS` for the current site.

    A thread takes note of its end, so that no zombie stays behind, and looks who is next if it was killed.
    """
    opened = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=worker_environment(environment),
        stdin=stdin,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )
    reap = workspace.carry(_reap)
    threading.Thread(target=reap, args=(opened,), name=f"reaper of {opened.pid}", daemon=True).start()
    return opened


def _reap(process: "subprocess.Popen[bytes]") -> None:
    process.wait()
    queue.look()


def worker_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables of a worker: the kind's, this process's own, which win, and the site that it works for."""
    site = str(workspace.current().site)
    return {"PYTHONUNBUFFERED": "1"} | dict(environment) | os.environ | {"GLASSBOX_HOME": site, WORKER: "1"}
