"""The CRC-32 of lines that have none of their own, told by the next event that has one.

A checksum in each event of a batch would make writing it 7 % slower; a running one costs next to nothing.
"""

import json
import zlib
from pathlib import Path

from core.files import log

BEFORE = "before"  # the key of the CRC-32 of all lines since the last event that has this key
_MARK = f',"{BEFORE}":"'.encode()


class Seal:
    """The CRC-32 of the lines since the last event that told it."""

    def __init__(self) -> None:
        self._crc = 0

    def add(self, line: str) -> None:
        """Take in a line, given without its end."""
        self._crc = zlib.crc32(f"{line}\n".encode(), self._crc)

    def close(self, line: str) -> str:
        """The line of an event, which now tells the CRC-32 of the lines before it."""
        closed = f'{line[:-1]},"{BEFORE}":"{self._crc:08x}"}}'
        self._crc = 0
        return closed

    def read(self, lines: bytes) -> int:
        """Take in lines as they stand in the file; returns how many events tell of other lines before them."""
        if _MARK not in lines:
            self._crc = zlib.crc32(lines, self._crc)
            return 0
        return sum(self._read_line(line) for line in lines.splitlines(keepends=True))

    def _read_line(self, line: bytes) -> bool:
        told = _find_told(line)
        if told is None:
            self._crc = zlib.crc32(line, self._crc)
            return False
        found, self._crc = f"{self._crc:08x}", 0
        if told != found:
            log.warning("lines before this event were changed: %s", line)
        return told != found


def read_seal(path: Path) -> Seal:
    """The seal that a later worker goes on with; of an unfinished line it takes in the end that it gets."""
    seal = Seal()
    if path.is_file():
        data = path.read_bytes()
        seal.read(data if data.endswith(b"\n") or not data else data + b"\n")
    return seal


def _find_told(line: bytes) -> str | None:
    if _MARK not in line:
        return None
    try:
        event = json.loads(line)
    except ValueError:
        return None
    told = event.get(BEFORE) if isinstance(event, dict) else None
    return told if isinstance(told, str) else None
