"""What is made once and shown to all who watch, however many tabs they have open."""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """A value that is made anew for whoever asks next after its `version` has changed."""

    def __init__(self, version: Callable[[], Hashable], make: Callable[[], T], seconds: float) -> None:
        self._version = version
        self._make = make
        self._seconds = seconds
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._made: tuple[Hashable, T] | None = None

    def lately(self) -> T:
        """The value as it was not so many seconds ago: however many ask, the version is not looked up more often."""
        with self._lock:
            if self._made and time.monotonic() - self._looked < self._seconds:
                return self._made[1]
            return self._looked_up()

    def now(self) -> T:
        """The value of this moment, for whoever will not ask again."""
        with self._lock:
            return self._looked_up()

    def _looked_up(self) -> T:
        self._looked = time.monotonic()
        version = self._version()
        if self._made is None or self._made[0] != version:
            self._made = (version, self._make())
        return self._made[1]
