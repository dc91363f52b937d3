"""A value that is computed once for everyone who watches it, and again when what it follows from has changed."""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class VersionedValue(Generic[T]):
    """The result of `compute`, kept for as long as `read_version` returns the same version.

    Safe to share between threads: however many ask at once, it is computed once.
    """

    def __init__(self, read_version: Callable[[], Hashable], compute: Callable[[], T], max_age: float) -> None:
        """`max_age` is the number of seconds for which `recent` trusts the version that was read last."""
        self._read_version = read_version
        self._compute = compute
        self._max_age = max_age
        self._lock = threading.Lock()
        self._read_at = float("-inf")
        self._kept: tuple[Hashable, T] | None = None

    def read_recent(self) -> T:
        """The value, at most `max_age` seconds old: for those who ask again and again."""
        with self._lock:
            if self._kept and time.monotonic() - self._read_at < self._max_age:
                return self._kept[1]
            return self._refresh()

    def read_current(self) -> T:
        """The value of this moment: for those who will not ask again."""
        with self._lock:
            return self._refresh()

    def _refresh(self) -> T:
        self._read_at = time.monotonic()
        version = self._read_version()
        if self._kept is None or self._kept[0] != version:
            self._kept = (version, self._compute())
        return self._kept[1]
