"""Features that were computed once, by the picture's content: ten new pictures cost ten.

One SQLite file a backbone and rule of decoding, so that workers and the web process may read and write at once. It is
a cache: a damaged file is thrown away, and of more than `MOST` pictures the oldest are forgotten.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from core.files import disk_errors

MOST = 100_000  # pictures; about 600 MB
PATIENCE = 30.0  # seconds to wait while another process writes
AT_ONCE = 500  # keys in one question


class FeatureStore:
    """Rows of `width` float32 numbers by the SHA-256 of the picture's file."""

    def __init__(self, path: Path, width: int) -> None:
        self._path = path
        self._width = width

    def read(self, keys: Sequence[str]) -> dict[str, np.ndarray]:
        """What is known of these pictures."""
        found: dict[str, np.ndarray] = {}
        with self._open() as file:
            for start in range(0, len(keys), AT_ONCE):
                part = keys[start : start + AT_ONCE]
                asked = f"SELECT sha256, numbers FROM features WHERE sha256 IN ({','.join('?' * len(part))})"
                found |= {key: np.frombuffer(data, np.float32) for key, data in file.execute(asked, part)}
        return {key: row for key, row in found.items() if row.size == self._width}

    def write(self, rows: Mapping[str, np.ndarray]) -> None:
        """Keep these too."""
        values = [(key, row.astype(np.float32).tobytes()) for key, row in rows.items()]
        with self._open() as file, file:
            file.executemany("INSERT OR REPLACE INTO features VALUES (?, ?)", values)
            file.execute("DELETE FROM features WHERE rowid <= (SELECT max(rowid) FROM features) - ?", (MOST,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with disk_errors(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as file:
            yield file

    def _connect(self) -> sqlite3.Connection:
        try:
            return _prepared(self._path)
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            return _prepared(self._path)


def _prepared(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=PATIENCE)
    file.execute("CREATE TABLE IF NOT EXISTS features (sha256 TEXT PRIMARY KEY, numbers BLOB)")
    return file
