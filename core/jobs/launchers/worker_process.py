"""Open the process of a worker: in its own session, with the environment variables of its kind and its site."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from core import workspace
from core.jobs import queue

WORKER = "GLASSBOX_WORKER"  # set in the process of a worker, which exits after its job
SECRET = ("GLASSBOX_HOST_", "STREAMLIT_")  # what a host's server is told, which is no worker's business
ROOT = Path(__file__).parents[3]
COMMAND = ("-m", "core", "worker")


def open_worker(
    arguments: Sequence[str], environment: Mapping[str, str], *, stdin: int, output: IO[bytes] | int
) -> "subprocess.Popen[bytes]":
    """Open `python ARGUMENTS` for the current site.

    A thread waits for its end, so that no zombie is left, and starts the next job if it was killed.
    """
    opened = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=build_environment(environment),
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
    queue.try_start_next()


def build_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a worker: the kind's variables, this process's own, which take precedence, and the site."""
    site = str(workspace.current().site)
    here = {name: value for name, value in os.environ.items() if not name.startswith(SECRET)}
    return {"PYTHONUNBUFFERED": "1"} | dict(environment) | here | {"GLASSBOX_HOME": site, WORKER: "1"}
