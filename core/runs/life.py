"""Is the worker of a run still there? A state that says so while its process is gone is told as failed."""

import socket
import time

import psutil

from core.i18n import N_, Message
from core.runs.folder import RunFolder
from core.runs.state import ACTIVE, RunState

HEARTBEAT_SECONDS = 2.0
SILENT_SECONDS = 30.0  # a worker on another host that was silent for so long is taken for dead
START_SECONDS = 30.0  # a run whose worker has not written its pid after so long never started
CLOCK_TOLERANCE = 1.5  # seconds by which two readings of one process's start may differ

GONE = N_("The worker process ended without a word: it was killed, or the machine went down. Start it again.")


def current_state(run: RunFolder) -> RunState:
    """The state on disk, put right if it speaks of a worker that no longer lives."""
    state = run.state()
    if state.state in ACTIVE and not _alive(state):
        return state.model_copy(update={"state": "failed", "reason": Message(GONE)})
    return state


def this_process(state: RunState) -> RunState:
    """The state as the worker itself writes it."""
    process = psutil.Process()
    return state.model_copy(
        update={
            "pid": process.pid,
            "process_started": process.create_time(),
            "host": socket.gethostname(),
            "heartbeat": time.time(),
        }
    )


def _alive(state: RunState) -> bool:
    now = time.time()
    if state.pid is None:
        return now - state.heartbeat < START_SECONDS
    if state.host != socket.gethostname():
        return now - state.heartbeat < SILENT_SECONDS
    try:
        process = psutil.Process(state.pid)
        same = abs(process.create_time() - (state.process_started or 0)) < CLOCK_TOLERANCE
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
