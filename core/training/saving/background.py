"""Work beside the training, one piece at a time."""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

PATIENT = 10  # how nice the thread is: what it does can wait, the training's own threads cannot


class Background:
    """A thread that does one thing at a time, so that no more than one copy of what it works on is held.

    An error in the thread is raised where its end is asked for.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, initializer=_step_back)
        self._working: Future[None] | None = None

    @property
    def free(self) -> bool:
        """Whether it has nothing to do."""
        if self._working is not None and self._working.done():
            self.wait()
        return self._working is None

    def start(self, work: Callable[[], None]) -> None:
        self.wait()
        self._working = self._pool.submit(work)

    def wait(self) -> None:
        """Until it has nothing to do."""
        working, self._working = self._working, None
        if working is not None:
            working.result()


def _step_back() -> None:
    """Let others go first; only Linux knows a priority of one thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), PATIENT)
