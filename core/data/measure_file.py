"""The measures of a dataset's pictures: `measures.npy`, one row a file, found by the file's SHA-256.

An ordinary .npy of the type `core.data.pixels.measures.MEASURES`, and four more bytes: the CRC-32 of the rows. It is
written while the dataset is added, and made anew where it is missing or damaged, as in datasets of earlier versions.

Of the 2.8 KB of a row the first 64 bytes are figures; the rest is what copies are found by. Checks of single pictures
need the figures alone, which have a file of the same form, `figures.npy`, and stay in memory once they are read: of
25,000 pictures they are 2 of 70 MB.
"""

import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
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
from core.errors import InputError
from core.parallel import Progress, in_order
from core.parsing import retry_parsing

FILE, FIGURES_FILE = "measures.npy", "figures.npy"
_CRC = np.dtype("<u4")
_FILE = np.dtype("S32")
_CHUNK = 1024  # rows that are read at a time


def write(folder: Path, rows: Iterable[Measured]) -> None:
    """Write the rows as they come, and their figures; none of them stays in memory."""
    with _appending(folder / FILE, MEASURES) as append, _appending(folder / FIGURES_FILE, FIGURES) as append_figures:
        for row in rows:
            append(row)
            append_figures(_take_figures(row))


def _take_figures(rows: Measured) -> Figures:
    figures = np.empty(rows.shape, FIGURES)
    figures[:] = rows[list(FIGURES.names or ())]
    return figures


@contextmanager
def _appending(path: Path, dtype: np.dtype[np.void]) -> Iterator[Callable[[npt.NDArray[np.void]], None]]:
    """Append to a file that takes the place of `path` at the end, with the count and the checksum of its rows."""
    count, crc = 0, 0
    with files.replacing(path) as file:
        _write_header(file, dtype, 0)

        def append(rows: npt.NDArray[np.void]) -> None:
            nonlocal count, crc
            data = rows.tobytes()
            count, crc = count + len(rows), zlib.crc32(data, crc)
            file.write(data)

        yield append
        file.write(np.array(crc, _CRC).tobytes())
        file.seek(0)
        _write_header(file, dtype, count)


def _write_header(file: BinaryIO, dtype: np.dtype[np.void], count: int) -> None:
    """NumPy leaves room in the header for a larger count, so that it takes the same bytes for any."""
    np.lib.format.write_array_header_1_0(file, {"descr": dtype.descr, "fortran_order": False, "shape": (count,)})


def load(folder: Path) -> Measured | None:
    """The rows, mapped into memory; None if there is no such file, or it has to be made anew."""
    return None if _read_once(folder / FILE) is None else map_rows(folder)


@retry_parsing
def map_rows(folder: Path) -> Measured:
    """The rows of a file that was just written or checked, mapped into memory."""
    rows: Measured = np.load(folder / FILE, mmap_mode="r")
    return rows


class _Kept:
    """The figures that were read, and what is known of them."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._covered: dict[Hashable, bool] = {}

    def covers(self, dataset: Dataset) -> bool:
        """Whether there is a row for each picture that is used; every check asks, and one looks."""
        about = dataset.manifest
        key = (dataset.folder, about.created, about.index, about.revision)
        if key not in self._covered:
            self._covered[key] = _has_all(self.figures, dataset)
        return self._covered[key]


def load_figures(folder: Path) -> Figures | None:
    """The figures of the rows, in their order; None if they have to be measured."""
    kept = _read_kept(folder)
    return kept.figures if kept else None


def _read_kept(folder: Path) -> _Kept | None:
    """What is kept. The figures of a dataset of an earlier version, which has the rows alone, are written now."""
    if kept := _read_once(folder / FIGURES_FILE, FIGURES):
        return kept
    if from_rows := _read_once(folder / FILE):
        with suppress(InputError), _appending(folder / FIGURES_FILE, FIGURES) as append:
            append(from_rows.figures)
    return from_rows


def _read_once(path: Path, dtype: np.dtype[np.void] = MEASURES) -> _Kept | None:
    """The figures in a file of rows of that type, which is read once; None if it is gone or damaged."""
    with suppress(OSError, ValueError, EOFError):
        found = path.stat()
        return _read_figures(path, dtype, found.st_mtime_ns, found.st_size)
    return None


@lru_cache(maxsize=8)
def _read_figures(path: Path, dtype: np.dtype[np.void], changed: int, size: int) -> _Kept:
    """Read the file from the first row to the checksum; ValueError if it is another."""
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        shape, _fortran, found = np.lib.format.read_array_header_1_0(file)
        if found != dtype or len(shape) != 1:
            raise ValueError("its rows are of another version")
        figures, crc = np.zeros(shape, FIGURES), 0
        for start in range(0, len(figures), _CHUNK):
            some = figures[start : start + _CHUNK]
            data = file.read(len(some) * dtype.itemsize)
            crc = zlib.crc32(data, crc)
            some[:] = _take_figures(np.frombuffer(data, dtype))
        if crc != np.frombuffer(file.read(_CRC.itemsize), _CRC)[0]:
            raise ValueError("its checksum differs")
    figures.flags.writeable = False
    return _Kept(figures)


def ensure(dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> Figures:
    """The figures of the dataset, one row for each different file; measured, in the order of the index, if missing.

    Raises:
        InputError: a picture has to be measured, and is gone or has changed since the dataset was added.
        Cancelled: `cancel` asked for it.

    """
    kept = _read_kept(dataset.folder)
    if kept is None or not kept.covers(dataset):
        _measure_all(dataset, progress, cancel)
        kept = _read_kept(dataset.folder)
        assert kept is not None, "it was just written"
    return kept.figures


def _measure_all(dataset: Dataset, progress: Progress | None, cancel: CancelToken) -> None:
    records = list_different(dataset.found)
    write(dataset.folder, in_order(partial(_measure, dataset), records, progress, cancel))


def load_or_measure(dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> Measured:
    """The rows of the dataset as a whole; see `ensure`."""
    kept = _read_once(dataset.folder / FILE)
    if kept is None or not kept.covers(dataset):
        _measure_all(dataset, progress, cancel)
    return map_rows(dataset.folder)


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
