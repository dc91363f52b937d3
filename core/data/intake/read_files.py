"""What was read of files while a dataset is added, so that an interrupted addition goes on where it stopped.

Two files that grow with every picture. `records.jsonl` has its record and what its file was like; a file that is like
that still is not opened again. `measured.rows` has its measures by its SHA-256, since copies are measured once. Every
line and row has a CRC-32, so that one that was cut, or written by another version, is read again.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from core import files
from core.data.index import Record
from core.data.intake.layout.found import Found
from core.data.pixels.decode import RULE, Size
from core.data.pixels.measures import MEASURES, Measured
from core.data.pixels.unchanged import NO_STAMP, Stamp

RECORDS, MEASURED = "records.jsonl", "measured.rows"
Read = tuple[Record, Measured | None]  # a file that cannot be used has a record that says why, and no measures
_ROW = np.dtype([("width", "<u4"), ("height", "<u4"), ("measured", MEASURES), ("crc", "<u4")])
_VERSION = zlib.crc32(f"{RULE} {_ROW.descr}".encode())
_LINE = TypeAdapter(tuple[Stamp, Record])
_CRC_DIGITS = 8


class ReadFiles:
    """What earlier attempts have read, and the files to which is appended what this one reads."""

    def __init__(self, folder: Path | None, stack: ExitStack) -> None:
        """Without a folder nothing is known and nothing kept."""
        self._known: dict[str, tuple[Stamp, Record]] = {}
        self._earlier, self._records, self._rows = np.zeros(0, _ROW), None, None
        if folder is not None:
            self._records, self._known = _open_records(folder / RECORDS, stack)
            self._rows, self._earlier = _open_rows(folder / MEASURED, stack)
        self._places = {bytes(row["measured"]["sha256"]).hex(): place for place, row in enumerate(self._earlier)}

    def find(self, file: Found, stamp: Stamp) -> Read | None:
        """What the file was read as when it was like this; None if it has to be read."""
        earlier, record = self._known.get(file.path, (NO_STAMP, None))
        if record is None or NO_STAMP in (stamp, earlier) or stamp != earlier:
            return None
        if not record.usable:
            return replace(record, label=file.label), None
        known = self.find_measured(record.sha256)
        return (replace(record, label=file.label, split=file.split), known[1]) if known else None

    def find_measured(self, sha256: str) -> tuple[Size, Measured] | None:
        """The size of the upright picture and its measures, (1,); None if this content was not measured before."""
        if (place := self._places.get(sha256)) is None:
            return None
        row = self._earlier[place : place + 1]
        if int(row["crc"][0]) != _compute_crc(row):
            return None
        return Size(int(row["width"][0]), int(row["height"][0])), row["measured"].copy()

    def append(self, record: Record, measured: Measured | None, stamp: Stamp) -> None:
        """Keep what was just read; the measures may have been kept with another file of the same content."""
        if self._records is not None and record.path not in self._known:
            self._records.write(_encode(stamp, record))
        if self._rows is not None and measured is not None and record.sha256 not in self._places:
            row = np.zeros(1, _ROW)
            row["width"], row["height"], row["measured"] = record.width, record.height, measured
            row["crc"] = _compute_crc(row)
            self._rows.write(row.tobytes())


NOTHING_READ = ReadFiles(None, ExitStack())


@contextmanager
def open_read_files(folder: Path) -> Iterator[ReadFiles]:
    """What was read, in a folder that is there.

    Raises:
        InputError: the disk is full or the folder cannot be written.

    """
    with files.disk_errors(folder), ExitStack() as stack:
        yield ReadFiles(folder, stack)


def _open_records(path: Path, stack: ExitStack) -> tuple[BinaryIO, dict[str, tuple[Stamp, Record]]]:
    file = stack.enter_context(path.open("a+b", buffering=0))
    file.seek(0)
    known: dict[str, tuple[Stamp, Record]] = {}
    whole = 0
    for line in file.readlines():
        if (found := _decode(line)) is None:
            break
        known[found[1].path] = found
        whole += len(line)
    file.truncate(whole)
    return file, known


def _encode(stamp: Stamp, record: Record) -> bytes:
    content = json.dumps(_LINE.dump_python((stamp, record), mode="json", exclude_defaults=True)).encode()
    return b"%08x%s\n" % (zlib.crc32(content, _VERSION), content)


def _decode(line: bytes) -> tuple[Stamp, Record] | None:
    content = line[_CRC_DIGITS:].removesuffix(b"\n")
    if line[:_CRC_DIGITS] != b"%08x" % zlib.crc32(content, _VERSION):
        return None
    return _LINE.validate_json(content)


def _open_rows(path: Path, stack: ExitStack) -> tuple[BinaryIO, npt.NDArray[np.void]]:
    file = stack.enter_context(path.open("ab", buffering=0))
    count = file.tell() // _ROW.itemsize
    file.truncate(count * _ROW.itemsize)  # a row that was cut
    return file, np.memmap(path, _ROW, "r", shape=count) if count else np.zeros(0, _ROW)


def _compute_crc(row: npt.NDArray[np.void]) -> int:
    return zlib.crc32(row.tobytes()[: -_ROW["crc"].itemsize], _VERSION)
