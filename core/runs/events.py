"""`events.jsonl`: what happened in a run, one JSON object a line, written once and read from where one left off."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from core.home import disk_errors

Event = dict[str, Any]
FLUSH_SECONDS = 0.2


class EventWriter:
    """Appends events; what is older than a fifth of a second is on disk.

    Usage:
        with EventWriter(path) as events:
            events.write("epoch", epoch=1, loss=0.7)
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        with disk_errors(path):
            self._file = path.open("a", encoding="utf-8")
        self._start = clock()
        self._flushed = self._start

    def write(self, kind: str, **values: Any) -> None:
        now = self._clock()
        line = json.dumps({"t": round(now - self._start, 3), "kind": kind, **values}, separators=(",", ":"))
        with disk_errors(self._path):
            self._file.write(line + "\n")
            if kind != "batch" or now - self._flushed >= FLUSH_SECONDS:
                self._file.flush()
                self._flushed = now

    def close(self) -> None:
        """Write what is left; a disk that is full has been told of by the event that did not fit."""
        with suppress(OSError):
            self._file.close()

    def __enter__(self) -> "EventWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class EventReader:
    """Reads the events that came since the last look; a line that is not finished yet waits for the next one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0

    def read(self) -> list[Event]:
        if not self._path.exists():
            return []
        with self._path.open("rb") as file:
            file.seek(self._offset)
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        self._offset += len(whole)
        return [json.loads(line) for line in whole.splitlines() if _is_object(line)]


def _is_object(line: bytes) -> bool:
    """A worker that lost power may have left a torn line in the middle; what follows it is still good."""
    return line.startswith(b"{") and line.endswith(b"}")
