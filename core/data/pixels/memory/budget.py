"""How much memory is decoded at a time in this process, whoever asks: a semaphore of bytes.

    with BUDGET.take(weight):
        pixels = ...

Whoever came first goes first, so that a large request is not passed over for ever by small ones.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

TOTAL = 2**30  # bytes, for work that has a process of its own; what serves many people sets less


class Budget:
    """So many bytes, of which each request takes a part for as long as it works."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._used = 0
        self._queue: deque[object] = deque()
        self._changed = threading.Condition()

    @contextmanager
    def take(self, amount: int) -> Iterator[None]:
        """Wait for a part, and give it back in the end; more than the total is the whole of it."""
        self._take(amount)
        try:
            yield
        finally:
            self._give_back(amount)

    def _take(self, amount: int) -> None:
        ticket = object()
        with self._changed:
            self._queue.append(ticket)
            try:
                self._changed.wait_for(lambda: self._queue[0] is ticket and self._has_room_for(amount))
                self._used += amount
            finally:
                self._queue.remove(ticket)
                self._changed.notify_all()

    def _has_room_for(self, amount: int) -> bool:
        return self._used == 0 or self._used + amount <= self.total

    def _give_back(self, amount: int) -> None:
        with self._changed:
            self._used -= amount
            self._changed.notify_all()


BUDGET = Budget(TOTAL)
