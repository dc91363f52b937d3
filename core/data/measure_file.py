"""The measures of a dataset's pictures: `measures.npy`, one row a file, found by the file's SHA-256.

An ordinary .npy of the type `core.data.pixels.measures.MEASURES`, and four more bytes: the CRC-32 of the rows. It is
written while the dataset is added, and made anew where it is missing or damaged, as in datasets of earlier versions.
"""

import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

import numpy as np

from core import files
from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.pixels.decode import decode_whole
from core.data.pixels.measures import ENOUGH, MEASURES, Measured, measure
from core.data.pixels.unchanged import read_unchanged
from core.parallel import Progress, in_order

FILE = "measures.npy"
_CRC = np.dtype("<u4")
_CHUNK = 4096  # rows that are read at a time for the checksum


def write(folder: Path, rows: Iterable[Measured]) -> None:
    """Write the rows as they come; none of them stays in memory."""
    with files.replacing(folder / FILE) as file:
        _write_header(file, 0)
        count, crc = 0, 0
        for row in rows:
            data = row.tobytes()
            count, crc = count + len(row), zlib.crc32(data, crc)
            file.write(data)
        file.write(np.array(crc, _CRC).tobytes())
        file.seek(0)
        _write_header(file, count)


def _write_header(file: BinaryIO, count: int) -> None:
    """NumPy leaves room in the header for a larger count, so that it takes the same bytes for any."""
    np.lib.format.write_array_header_1_0(file, {"descr": MEASURES.descr, "fortran_order": False, "shape": (count,)})


def load(folder: Path) -> Measured | None:
    """The rows, mapped into memory; None if there is no such file, or it has to be made anew."""
    path = folder / FILE
    with suppress(OSError, ValueError, EOFError):
        rows: Measured = np.load(path, mmap_mode="r")
        if rows.dtype == MEASURES and rows.ndim == 1 and _compute_crc(rows) == _read_crc(path):
            return rows
    return None


def load_or_measure(dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> Measured:
    """The rows of the dataset, one for each different file in the order of the index; measured where they are missing.

    Raises:
        InputError: a picture has to be measured, and is gone or has changed since the dataset was added.
        Cancelled: `cancel` asked for it.

    """
    records = list_different(dataset.found)
    rows = load(dataset.folder)
    if rows is None or len(find_rows(rows, records)) < len(records):
        write(dataset.folder, in_order(partial(_measure, dataset), records, progress, cancel))
        rows = load(dataset.folder)
        assert rows is not None, "it was just written"
    return rows


def list_different(records: Iterable[Record]) -> list[Record]:
    """The usable pictures, of identical files the first."""
    first: dict[str, Record] = {}
    for record in records:
        if record.usable and record.sha256:
            first.setdefault(record.sha256, record)
    return list(first.values())


def find_rows(rows: Measured, records: Sequence[Record]) -> dict[str, int]:
    """The place of each record's row, by its path; records without a row are left out."""
    places = {sha256.hex(): place for place, sha256 in enumerate(map(bytes, rows["sha256"]))}
    return {record.path: places[record.sha256] for record in records if record.sha256 in places}


def _measure(dataset: Dataset, record: Record) -> Measured:
    shown = decode_whole(read_unchanged(dataset, record), name=record.path, enough=ENOUGH)
    return measure(shown, record.sha256)


def _compute_crc(rows: Measured) -> int:
    crc = 0
    for start in range(0, len(rows), _CHUNK):
        crc = zlib.crc32(rows[start : start + _CHUNK].tobytes(), crc)
    return crc


def _read_crc(path: Path) -> int:
    with path.open("rb") as file:
        file.seek(-_CRC.itemsize, 2)
        return int(np.frombuffer(file.read(), _CRC)[0])
