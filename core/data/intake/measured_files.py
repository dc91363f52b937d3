"""What was measured of files while a dataset is added, so that an interrupted addition goes on where it stopped.

One row a file, appended as soon as it is measured and found by the file's SHA-256. Each row has a CRC-32, so that one
that was cut, or written by another version, is measured again.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from core import files
from core.data.index import Record
from core.data.pixels.decode import RULE, Size
from core.data.pixels.measures import MEASURES, Measured

_ROW = np.dtype([("width", "<u4"), ("height", "<u4"), ("measured", MEASURES), ("crc", "<u4")])
_VERSION = zlib.crc32(f"{RULE} {_ROW.descr}".encode())


class MeasuredFiles:
    """The rows of earlier attempts, and the file to which those of this one are appended; without a file, none."""

    def __init__(self, earlier: npt.NDArray[np.void], file: BinaryIO | None) -> None:
        self._earlier, self._file = earlier, file
        self._places = {bytes(row["measured"]["sha256"]).hex(): place for place, row in enumerate(earlier)}

    def find(self, sha256: str) -> tuple[Size, Measured] | None:
        """The size of the upright picture and its measures, (1,); None if this file was not measured before."""
        if (place := self._places.get(sha256)) is None:
            return None
        row = self._earlier[place : place + 1]
        if int(row["crc"][0]) != _compute_crc(row):
            return None
        return Size(int(row["width"][0]), int(row["height"][0])), row["measured"].copy()

    def append(self, record: Record, measured: Measured) -> None:
        if self._file is None or record.sha256 in self._places:
            return
        row = np.zeros(1, _ROW)
        row["width"], row["height"], row["measured"] = record.width, record.height, measured
        row["crc"] = _compute_crc(row)
        self._file.write(row.tobytes())


NONE = MeasuredFiles(np.zeros(0, _ROW), None)


@contextmanager
def open_measured(path: Path) -> Iterator[MeasuredFiles]:
    """The rows in the file at `path`, which is made if it is not there.

    Raises:
        InputError: the disk is full or the folder cannot be written.

    """
    with files.disk_errors(path):
        path.parent.mkdir(exist_ok=True)
        with path.open("ab", buffering=0) as file:
            count = file.tell() // _ROW.itemsize
            file.truncate(count * _ROW.itemsize)  # a row that was cut
            earlier = np.memmap(path, _ROW, "r", shape=count) if count else np.zeros(0, _ROW)
            yield MeasuredFiles(earlier, file)


def _compute_crc(row: npt.NDArray[np.void]) -> int:
    return zlib.crc32(row.tobytes()[: -_ROW["crc"].itemsize], _VERSION)
