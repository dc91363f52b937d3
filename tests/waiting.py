"""Wait for a condition, never for a time."""

import threading
import time

from core.jobs.state import ACTIVE
from core.runs.life import read_current_state


def until(condition, *, within=60.0, what="the condition"):
    """The first true value of `condition()`; fails when there is none within so many seconds."""
    pause = threading.Event()
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if value := condition():
            return value
        pause.wait(0.05)
    raise AssertionError(f"{what} did not come true within {within} s")


def ended(run, *, within=240.0):
    """The state of a run when it is over, however it ended."""
    until(lambda: read_current_state(run).state not in ACTIVE, within=within, what=f"the end of {run.job_id}")
    return read_current_state(run)
