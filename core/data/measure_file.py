"""The measures of a dataset's pictures: `measures.npy`, one row a file, found by the file's SHA-256.

An ordinary .npy of the type `core.data.pixels.measures.MEASURES`, and four more bytes: the CRC-32 of the rows. It is
written while the dataset is added, and made anew where it is missing or damaged, as in datasets of earlier versions.

Of the 2.8 KB of a row the first 64 bytes are figures; the rest is what copies are found by. Checks of single pictures
read the figures alone, which are read once and stay in memory.
"""

import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from core import files
from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.pixels.decode import decode_whole
from core.data.pixels.measures import ENOUGH, FIGURES, MEASURES, Figures, Measured, measure
from core.data.pixels.unchanged import read_unchanged
from core.parallel import Progress, in_order

FILE = "measures.npy"
_CRC = np.dtype("<u4")
_FILE = np.dtype("S32")
_CHUNK = 1024  # rows that are read at a time


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
    return None if load_figures(folder) is None else map_rows(folder)


def map_rows(folder: Path) -> Measured:
    """The rows of a file that was just written or checked, mapped into memory."""
    rows: Measured = np.load(folder / FILE, mmap_mode="r")
    return rows


def load_figures(folder: Path) -> Figures | None:
    """The figures of the rows, in their order; None if there is no such file, or it has to be made anew."""
    path = folder / FILE
    with suppress(OSError, ValueError, EOFError):
        found = path.stat()
        return _read_figures(path, found.st_mtime_ns, found.st_size)
    return None


@lru_cache(maxsize=8)
def _read_figures(path: Path, changed: int, size: int) -> Figures:
    """Read the file once from the first row to the checksum; ValueError if it is another."""
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        shape, _fortran, dtype = np.lib.format.read_array_header_1_0(file)
        if dtype != MEASURES or len(shape) != 1:
            raise ValueError("its rows are of another version")
        figures, crc = np.zeros(shape, FIGURES), 0
        for start in range(0, len(figures), _CHUNK):
            some = figures[start : start + _CHUNK]
            data = file.read(len(some) * MEASURES.itemsize)
            crc = zlib.crc32(data, crc)
            some[:] = np.frombuffer(data, MEASURES)[list(FIGURES.names or ())]
        if crc != np.frombuffer(file.read(_CRC.itemsize), _CRC)[0]:
            raise ValueError("its checksum differs")
    figures.flags.writeable = False
    return figures


def ensure(dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> Figures:
    """The figures of the dataset, one row for each different file; measured, in the order of the index, if missing.

    Raises:
        InputError: a picture has to be measured, and is gone or has changed since the dataset was added.
        Cancelled: `cancel` asked for it.

    """
    figures = load_figures(dataset.folder)
    if figures is None or not _has_all(figures, dataset):
        records = list_different(dataset.found)
        write(dataset.folder, in_order(partial(_measure, dataset), records, progress, cancel))
        figures = load_figures(dataset.folder)
        assert figures is not None, "it was just written"
    return figures


def load_or_measure(dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> Measured:
    """The rows of the dataset as a whole; see `ensure`."""
    ensure(dataset, progress=progress, cancel=cancel)
    rows = load(dataset.folder)
    assert rows is not None, "it was just read"
    return rows


def list_different(records: Iterable[Record]) -> list[Record]:
    """The usable pictures, of identical files the first."""
    first: dict[str, Record] = {}
    for record in records:
        if record.usable and record.sha256:
            first.setdefault(record.sha256, record)
    return list(first.values())


def find_repeated(records: Iterable[Record]) -> set[str]:
    """The files that more than one of the records has, found in 64 bytes a record."""
    found = _read_files(records)
    found.sort()
    return {file.ljust(found.itemsize, b"\0").hex() for file in found[1:][found[1:] == found[:-1]].tolist()}


def _has_all(figures: Figures, dataset: Dataset) -> bool:
    """Whether there is a row for each picture that is used."""
    known = np.ascontiguousarray(figures["sha256"]).view(_FILE)
    used = _read_files(record for record in dataset.iterate_records() if record.usable)
    return bool(np.isin(used, known).all())


def _read_files(records: Iterable[Record]) -> npt.NDArray[np.bytes_]:
    """The SHA-256 of each record; NumPy takes zeros at the end of one for no part of it, which tells as many apart."""
    return np.fromiter((bytes.fromhex(record.sha256) for record in records if record.sha256), _FILE)


def find_rows(rows: Measured | Figures, records: Sequence[Record]) -> dict[str, int]:
    """The place of each record's row, by its path; records without a row are left out."""
    places = {sha256: place for place, sha256 in enumerate(list_files(rows))}
    return {record.path: places[record.sha256] for record in records if record.sha256 in places}


def list_files(rows: Measured | Figures) -> list[str]:
    """The SHA-256 of each row's file, in hexadecimal."""
    digits, length = np.ascontiguousarray(rows["sha256"]).tobytes().hex(), 2 * rows.dtype["sha256"].itemsize
    return [digits[start : start + length] for start in range(0, len(digits), length)]


def _measure(dataset: Dataset, record: Record) -> Measured:
    shown = decode_whole(read_unchanged(dataset, record), name=record.path, enough=ENOUGH)
    return measure(shown, record.sha256)
