"""What is made once and shown to all who watch, however many tabs they have open."""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """A value that is made anew for whoever asks next after its `version` has changed.

    The version is looked up not more often than every so many seconds, however many ask.
    """

    def __init__(self, version: Callable[[], Hashable], make: Callable[[], T], seconds: float) -> None:
        self._version = version
        self._make = make
        self._seconds = seconds
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._made: tuple[Hashable, T] | None = None

    def get(self) -> T:
        with self._lock:
            now = time.monotonic()
            if self._made is None or now - self._looked >= self._seconds:
                self._looked = now
                version = self._version()
                if self._made is None or self._made[0] != version:
                    self._made = (version, self._make())
            return self._made[1]
