"""`events.jsonl`: what happened in a job, one JSON object a line, appended by the worker and read incrementally.

Every event except those of single batches ends in its CRC-32, since a changed number would go unnoticed, and names that
of the lines before it (see `core.jobs.seal`). An event that is truncated or changed is skipped and logged.
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
from core.jobs.seal import BEFORE, Seal, read_seal

Event = dict[str, Any]
FLUSH_SECONDS = 0.2
TAIL_BYTES = 1 << 16  # more than the last whole event takes
PIECE_BYTES = 1 << 14  # parsed at once, so that a piece and its events fit into the processor's cache


class EventWriter:
    """Appends events, flushed every fifth of a second. A later worker of a run continues its clock.

    Usage:
        with EventWriter(path) as events:
            events.write("epoch", epoch=1, loss=0.7)
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        tail = _read_tail(path)
        self._seal = read_seal(path)
        with disk_errors(path):
            self._file = path.open("a", encoding="utf-8", newline="\n")
            if tail and not tail.endswith(b"\n"):
                self._file.write("\n")  # ends the line that an earlier worker has not finished
        self._start = clock() - max((event["t"] for event in _parse_piece(tail)[0]), default=0.0)
        self._flushed = clock()
        self.continued = bool(tail)

    def write(self, kind: str, **values: Any) -> None:
        now = self._clock()
        line = _format_event({"t": round(now - self._start, 3), "kind": kind, **values})
        if kind == "batch":
            self._seal.add(line)
        else:
            line = self._seal.close(line)
            line = f'{line[:-1]},"{CHECKSUM}":"{checksum(line)}"}}'
        with disk_errors(self._path):
            self._file.write(line + "\n")
            if kind != "batch" or now - self._flushed >= FLUSH_SECONDS:
                self._file.flush()
                self._flushed = now

    def flush(self) -> None:
        """Flush all events, so that readers see them."""
        with disk_errors(self._path):
            self._file.flush()

    def sync(self) -> None:
        """Sync all flushed events to the disk, so that they survive a loss of power; from any thread."""
        with disk_errors(self._path):
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file; a full disk was reported by the event that did not fit."""
        with suppress(OSError):
            self._file.close()

    def __enter__(self) -> "EventWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class EventReader:
    """Reads the events that are new since the last read; an unfinished line is left for the next one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._seal = Seal()
        self.damaged = 0  # events that were skipped, and broken seals

    def read(self) -> list[Event]:
        return [event for piece in self.read_pieces() for event in piece]

    def read_pieces(self) -> Iterator[list[Event]]:
        """Read the new events, a few hundred at a time, so that the caller need not hold all of them."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(self._offset)
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        self._offset += len(whole)
        for piece in _split(whole):
            events, damaged = _parse_piece(piece)
            self.damaged += damaged + self._seal.read(piece)
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
    """Whether the event lies after the point from which a run was resumed: its worker died before saving it.

    `resumed` has the epochs done (`epoch`) and the steps done in the next one (`step`). An event with a `step` is of a
    batch, one with only an `epoch` is of a whole epoch.
    """
    epoch = event.get("epoch")
    if epoch is None or event["kind"] == "resumed":
        return False
    here = resumed["epoch"] + 1
    return bool(epoch > here or (epoch == here and event.get("step", float("inf")) > resumed["step"]))


def _read_tail(path: Path) -> bytes:
    """The last lines of the file, from the beginning of one."""
    if not path.is_file():
        return b""
    start = max(0, path.stat().st_size - TAIL_BYTES)
    with path.open("rb") as file:
        file.seek(start)
        data = file.read()
    return data.partition(b"\n")[2] if start else data


def _split(lines: bytes) -> Iterator[bytes]:
    """The lines, a few hundred at a time."""
    start = 0
    while start < len(lines):
        end = lines.find(b"\n", start + PIECE_BYTES) + 1 or len(lines)
        yield lines[start:end]
        start = end


def _parse_piece(lines: bytes) -> tuple[list[Event], int]:
    """The events of whole lines, and how many were skipped. All are parsed at once, or one by one if one is damaged."""
    try:
        events = from_json(b"[" + lines.rstrip().replace(b"\n", b",") + b"]")
    except ValueError:
        events = [_parse_line(line) for line in lines.split(b"\n") if line]
    whole = [event for event in events if _is_whole(event)]
    return whole, len(events) - len(whole)


def _parse_line(line: bytes) -> Any:
    """One event; None from a truncated line, which a loss of power may have left. Later lines are still good."""
    try:
        return from_json(line)
    except ValueError:
        return None


def _is_whole(event: Any) -> bool:
    """Whether this is an event as it was written. Removes its checksums."""
    if not isinstance(event, dict) or "kind" not in event or "t" not in event:
        log.warning("an event is damaged and left out: %s", event)
        return False
    told = event.pop(CHECKSUM, None)
    if told is not None and told != checksum(_format_event(event)):
        log.warning("an event was changed and is left out: %s", event)
        return False
    event.pop(BEFORE, None)
    return True


def _format_event(event: Event) -> str:
    return json.dumps(event, separators=(",", ":"))
