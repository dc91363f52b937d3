"""What is made once and shown to all who watch, however many tabs they have open."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """A value that is made anew when someone asks for it, but not more often than every so many seconds."""

    def __init__(self, make: Callable[[], T], seconds: float) -> None:
        self._make = make
        self._seconds = seconds
        self._lock = threading.Lock()
        self._made = float("-inf")
        self._value: T

    def get(self) -> T:
        with self._lock:
            now = time.monotonic()
            if now - self._made >= self._seconds:
                self._value = self._make()
                self._made = now
            return self._value
