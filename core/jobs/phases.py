"""Records which phase of the work a job is in, and times each one."""

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
        self._spent = self.compute_spent()
        self._since = time.monotonic()
        self.current = name
        self._events.write("phase", phase=name)

    def progress(self, done: int, total: int) -> None:
        """Write how much of the phase is done; five times a second at most, and at its end."""
        now = time.monotonic()
        if done == total or now - self._told > PROGRESS_SECONDS:
            self._told = now
            self._events.write("progress", done=done, total=total)

    def compute_spent(self) -> dict[str, float]:
        """Seconds in each phase so far."""
        now = self._spent.get(self.current, 0.0) + time.monotonic() - self._since
        return self._spent | {self.current: now}

    def begin_with(self, spent: Mapping[str, float]) -> None:
        """Add the seconds that earlier workers of the run have spent."""
        for name, seconds in spent.items():
            self._spent[name] = self._spent.get(name, 0.0) + seconds

    def sum_seconds(self, *names: str) -> float:
        """Seconds in these phases together so far; in all phases of work if none is named."""
        spent = self.compute_spent()
        return sum(spent.get(name, 0.0) for name in names or spent.keys() - WAITING)
