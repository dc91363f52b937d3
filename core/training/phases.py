"""Which part of the work is being done, told to the readers and timed."""

import time

from core.runs.events import EventWriter

PROGRESS_SECONDS = 0.2


class Phases:
    """Enters one phase after another: `queued, preparing, decoding, loading, measuring, training, ...`."""

    def __init__(self, events: EventWriter) -> None:
        self._events = events
        self._started: list[tuple[str, float]] = []
        self._told = 0.0

    def enter(self, name: str) -> None:
        self._started.append((name, time.monotonic()))
        self._events.write("phase", phase=name)

    def progress(self, done: int, total: int) -> None:
        """How far the phase is; written five times a second at most, and at its end."""
        now = time.monotonic()
        if done == total or now - self._told > PROGRESS_SECONDS:
            self._told = now
            self._events.write("progress", done=done, total=total)

    def seconds(self, *names: str) -> float:
        """How long these phases took together, so far."""
        ends = [started for _name, started in self._started[1:]] + [time.monotonic()]
        spent = zip(self._started, ends, strict=True)
        return sum(end - started for (name, started), end in spent if not names or name in names)
