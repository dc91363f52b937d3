"""Stored features by the content of the picture, so that none is computed twice.

One SQLite file a backbone and rule of decoding, so that workers and the web process may read and write at once. Each
row ends in its CRC-32. It is a cache: a damaged file is thrown away, a damaged row is computed again, where the disk
is full or another process holds the file for long the work goes on without it, and of more than `MOST` pictures the
oldest are forgotten.
"""

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from core.files import disk_errors, log

T = TypeVar("T")

MOST = 100_000  # pictures; about 600 MB
PATIENCE = 30.0  # seconds to wait while another process writes
AT_ONCE = 500  # keys in one query
CRC_BYTES = 4


class FeatureStore:
    """Rows of `width` float32 numbers by the SHA-256 of the picture's file."""

    def __init__(self, path: Path, width: int) -> None:
        self._path = path
        self._width = width

    def read(self, keys: Sequence[str]) -> dict[str, np.ndarray]:
        """The stored rows of these pictures, by key; those that are not stored are missing."""
        nothing: dict[str, bytes] = {}
        rows = {key: self._unpack(data) for key, data in self._tried(lambda: self._select(keys), nothing).items()}
        return {key: row for key, row in rows.items() if row is not None}

    def find_stored(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys that have a row, without reading the rows; one of them may prove to be damaged."""
        nothing: frozenset[str] = frozenset()
        return self._tried(lambda: self._select_keys(keys), nothing)

    def write(self, rows: Mapping[str, np.ndarray]) -> None:
        """Store these rows by their keys."""
        self._tried(lambda: self._insert([(key, _pack(row)) for key, row in rows.items()]), None)

    def _select(self, keys: Sequence[str]) -> dict[str, bytes]:
        with self._open() as file:
            return dict(_select(file, "sha256, numbers", keys))

    def _select_keys(self, keys: Sequence[str]) -> frozenset[str]:
        with self._open() as file:
            return frozenset(key for (key,) in _select(file, "sha256", keys))

    def _insert(self, values: Sequence[tuple[str, bytes]]) -> None:
        with self._open() as file, file:
            file.executemany("INSERT OR REPLACE INTO features VALUES (?, ?)", values)
            file.execute("DELETE FROM features WHERE rowid <= (SELECT max(rowid) FROM features) - ?", (MOST,))

    def _unpack(self, data: bytes) -> np.ndarray | None:
        """The row; None if it is damaged. Rows of an older Glassbox have no checksum."""
        length = 4 * self._width
        row, told = data[:length], data[length:]
        if len(row) != length or told not in (b"", _compute_crc(row)):
            return None
        return np.frombuffer(row, np.float32)

    def _tried(self, work: Callable[[], T], without: T) -> T:
        """What comes of the work, with a new file if this one is damaged, or `without` if there can be none now."""
        try:
            try:
                return work()
            except sqlite3.OperationalError:  # the file is held by another process, or its disk is full
                raise
            except sqlite3.DatabaseError as error:
                log.warning("%s is made again: %r", self._path, error)
                self._remove()
                return work()
        except sqlite3.Error as error:
            log.warning("%s cannot be used now: %r", self._path, error)
            return without

    def _remove(self) -> None:
        """The journal goes too: it would be played back into the new file."""
        for end in ("", "-journal"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with disk_errors(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=PATIENCE)) as file:
            file.execute("CREATE TABLE IF NOT EXISTS features (sha256 TEXT PRIMARY KEY, numbers BLOB)")
            yield file


def _select(file: sqlite3.Connection, columns: str, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        yield from file.execute(f"SELECT {columns} FROM features WHERE sha256 IN ({','.join('?' * len(part))})", part)


def _pack(row: np.ndarray) -> bytes:
    data = row.astype(np.float32).tobytes()
    return data + _compute_crc(data)


def _compute_crc(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(CRC_BYTES, "little")
