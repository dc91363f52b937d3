"""Which part of the work is being done, told to the readers and timed."""

import time
from collections.abc import Mapping

from core.jobs.events import EventWriter

PROGRESS_SECONDS = 0.2
WAITING = frozenset({"queued", "paused"})  # no work: it does not count in how long a run took


class Phases:
    """Enters one phase after another: `queued, preparing, decoding, loading, measuring, training, ...`."""

    def __init__(self, events: EventWriter) -> None:
        self._events = events
        self._spent: dict[str, float] = {}
        self._since = time.monotonic()
        self._told = 0.0
        self.current = ""

    def enter(self, name: str) -> None:
        self._spent = self.spent()
        self._since = time.monotonic()
        self.current = name
        self._events.write("phase", phase=name)

    def progress(self, done: int, total: int) -> None:
        """How far the phase is; written five times a second at most, and at its end."""
        now = time.monotonic()
        if done == total or now - self._told > PROGRESS_SECONDS:
            self._told = now
            self._events.write("progress", done=done, total=total)

    def spent(self) -> dict[str, float]:
        """Seconds in each phase so far."""
        now = self._spent.get(self.current, 0.0) + time.monotonic() - self._since
        return self._spent | {self.current: now}

    def begin_with(self, spent: Mapping[str, float]) -> None:
        """Count what an earlier worker of the run has spent too."""
        for name, seconds in spent.items():
            self._spent[name] = self._spent.get(name, 0.0) + seconds

    def seconds(self, *names: str) -> float:
        """How long these phases took together so far; all that is work if none is named."""
        spent = self.spent()
        return sum(spent.get(name, 0.0) for name in names or spent.keys() - WAITING)
