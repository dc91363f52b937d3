"""Wait for a condition, never for a time."""

import threading
import time


def until(condition, *, within=60.0, what="the condition"):
    """The first true value of `condition()`; fails when there is none within so many seconds."""
    pause = threading.Event()
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if value := condition():
            return value
        pause.wait(0.05)
    raise AssertionError(f"{what} did not come true within {within} s")
