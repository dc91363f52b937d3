"""`events.jsonl`: what happened in a run, one JSON object a line, written once and read from where one left off.

All but the many events of single batches end in their CRC-32: a changed number in one of them would be believed. An
event that is torn or changed is left out, and the log says so.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic_core import from_json

from core.files import CHECKSUM, checksum, disk_errors, log

Event = dict[str, Any]
FLUSH_SECONDS = 0.2
TAIL_BYTES = 1 << 16  # more than the last whole event takes
PIECE_BYTES = 1 << 14  # are parsed at once: what has been taken in makes room, in the processor's cache, for the next


class EventWriter:
    """Appends events; what is older than a fifth of a second is on disk. A later worker of a run takes up its clock.

    Usage:
        with EventWriter(path) as events:
            events.write("epoch", epoch=1, loss=0.7)
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        tail = _tail(path)
        with disk_errors(path):
            self._file = path.open("a", encoding="utf-8")
            if tail and not tail.endswith(b"\n"):
                self._file.write("\n")  # the line that the worker before was torn from
        self._start = clock() - max((event["t"] for piece, _damaged in _parse(tail) for event in piece), default=0.0)
        self._flushed = clock()
        self.continued = bool(tail)

    def write(self, kind: str, **values: Any) -> None:
        now = self._clock()
        line = _text({"t": round(now - self._start, 3), "kind": kind, **values})
        if kind != "batch":
            line = f'{line[:-1]},"{CHECKSUM}":"{checksum(line)}"}}'
        with disk_errors(self._path):
            self._file.write(line + "\n")
            if kind != "batch" or now - self._flushed >= FLUSH_SECONDS:
                self._file.flush()
                self._flushed = now

    def flush(self) -> None:
        """Give the system all that was written, so that readers see it."""
        with disk_errors(self._path):
            self._file.flush()

    def sync(self) -> None:
        """Have all that is flushed on the disk itself, where a loss of power cannot reach it; from any thread."""
        with disk_errors(self._path):
            os.fsync(self._file.fileno())

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
        self.damaged = 0  # events that were left out

    def read(self) -> list[Event]:
        return [event for piece in self.pieces() for event in piece]

    def pieces(self) -> Iterator[list[Event]]:
        """The same a few hundred at once, for whoever need not hold a hundred thousand of them."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(self._offset)
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        self._offset += len(whole)
        for events, damaged in _parse(whole):
            self.damaged += damaged
            yield events


def measure_size(path: Path) -> int:
    """How many bytes of events there are; 0 without a file. It is opened, since a shared disk may tell an old size."""
    try:
        with path.open("rb") as file:
            return file.seek(0, os.SEEK_END)
    except FileNotFoundError:
        return 0


def measure_synced_size(path: Path) -> int:
    """How many bytes of events are on the disk itself after this call, where a loss of power cannot reach them."""
    if size := measure_size(path):
        with path.open("rb") as file:
            os.fsync(file.fileno())
    return size


def is_taken_back(event: Event, resumed: Event) -> bool:
    """Whether the event tells of something after the point where the run goes on: its worker died before it was saved.

    `resumed` names the epochs done (`epoch`) and the steps done in the next one (`step`). An event with a `step` tells
    of a batch, one with an `epoch` alone of a whole epoch.
    """
    epoch = event.get("epoch")
    if epoch is None or event["kind"] == "resumed":
        return False
    here = resumed["epoch"] + 1
    return bool(epoch > here or (epoch == here and event.get("step", float("inf")) > resumed["step"]))


def _tail(path: Path) -> bytes:
    """The last lines; they begin with a whole one."""
    if not path.is_file():
        return b""
    start = max(0, path.stat().st_size - TAIL_BYTES)
    with path.open("rb") as file:
        file.seek(start)
        data = file.read()
    return data.partition(b"\n")[2] if start else data


def _parse(lines: bytes) -> Iterator[tuple[list[Event], int]]:
    """The events a piece at a time, with how many were left out of each."""
    start = 0
    while start < len(lines):
        end = lines.find(b"\n", start + PIECE_BYTES) + 1 or len(lines)
        yield _parse_piece(lines[start:end])
        start = end


def _parse_piece(lines: bytes) -> tuple[list[Event], int]:
    """The events in whole lines: all at once, which is much faster, or if a line is damaged, one by one."""
    try:
        events = from_json(b"[" + lines.rstrip().replace(b"\n", b",") + b"]")
    except ValueError:
        events = [_parse_line(line) for line in lines.split(b"\n") if line]
    whole = [event for event in events if _is_whole(event)]
    return whole, len(events) - len(whole)


def _parse_line(line: bytes) -> Any:
    """One event; None from a torn line, which a worker that lost power may have left. What follows it is still good."""
    try:
        return from_json(line)
    except ValueError:
        return None


def _is_whole(event: Any) -> bool:
    """Whether this is an event as it was written; it loses its checksum, which is not of what happened."""
    if not isinstance(event, dict) or "kind" not in event or "t" not in event:
        log.warning("an event is damaged and left out: %s", event)
        return False
    told = event.pop(CHECKSUM, None)
    if told is not None and told != checksum(_text(event)):
        log.warning("an event was changed and is left out: %s", event)
        return False
    return True


def _text(event: Event) -> str:
    return json.dumps(event, separators=(",", ":"))
