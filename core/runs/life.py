"""Is the worker of a run still there? A state that says so while its process is gone is told as failed."""

import socket
import time
from collections.abc import Iterator

import psutil

from core.errors import InputError
from core.i18n import N_, Message
from core.runs import memory
from core.runs.folder import RunFolder, all_runs
from core.runs.state import ACTIVE, RunState

HEARTBEAT_SECONDS = 2.0
SILENT_SECONDS = 30.0  # a worker on another host that was silent for so long is taken for dead
START_SECONDS = 30.0  # a run that no process is known of, and that none has taken on after so long, never started
CLOCK_TOLERANCE = 1.5  # seconds by which two readings of one process's start may differ

GONE = N_(
    "The worker process ended without a word: it was killed, or the machine went down. "
    "Press Resume, and the run goes on from where it was last saved."
)


def current_state(run: RunFolder) -> RunState:
    """The state on disk, put right if it speaks of a worker that no longer lives, or that was told something else.

    A paused run needs no worker, so it cannot lose one.
    """
    state = run.state()
    if state.state not in ACTIVE:
        return state
    if state.state != "paused" and not has_worker(run, state):
        return state.model_copy(update={"state": "failed", "reason": _cause(run, state)})
    match run.wish():
        case "stop":
            return state.model_copy(update={"state": "stopping"})
        case "pause" if state.state != "paused":
            return state.model_copy(update={"state": "pausing"})
    return state


def standing() -> Iterator[tuple[RunFolder, RunState]]:
    """Every run with its state of this moment, the newest first; a damaged one stands in nobody's way."""
    for run in all_runs():
        try:
            yield run, current_state(run)
        except InputError:
            continue


def active() -> RunFolder | None:
    """The newest run that waits, is at work or is paused, if there is one."""
    return next((run for run, state in standing() if state.state in ACTIVE), None)


def this_process(state: RunState) -> RunState:
    """The state as the worker itself writes it."""
    process = psutil.Process()
    return state.model_copy(
        update={
            "pid": process.pid,
            "process_started": process.create_time(),
            "host": socket.gethostname(),
            "heartbeat": time.time(),
            "memory_kills": memory.kills(),
        }
    )


def has_worker(run: RunFolder, state: RunState) -> bool:
    """Whether the worker that the state names is alive, or one is starting."""
    if state.pid is None:
        return state.state != "paused" and _is_starting(run, state)
    if state.host != socket.gethostname():
        return time.time() - state.heartbeat < SILENT_SECONDS
    return _lives(state.pid, state.process_started)


def _is_starting(run: RunFolder, state: RunState) -> bool:
    """Whether the process that was started lives, however long it needs until it speaks."""
    launched = run.launched()
    if launched is None or launched.at < state.heartbeat or launched.host != socket.gethostname():
        return time.time() - state.heartbeat < START_SECONDS
    return _lives(launched.pid, launched.process_started)


def _lives(pid: int, started: float | None) -> bool:
    """Whether a process has this number and is the one that began then."""
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - (started or 0)) < CLOCK_TOLERANCE
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _cause(run: RunFolder, state: RunState) -> Message:
    """The system counts whom it kills for their memory; a count that grew while the worker lived is the likely cause.

    It may have been another process, so this is told as probable. The count starts anew with the machine, and another
    host has its own.
    """
    before, now = state.memory_kills, memory.kills()
    same_machine = state.host == socket.gethostname() and state.heartbeat > psutil.boot_time()
    if before is not None and now is not None and before < now and same_machine:
        return memory.probably_full(run)
    return Message(GONE)
