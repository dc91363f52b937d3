"""Named arrays in one file, written nearly as fast as the disk takes them.

`numpy.savez` writes a zip, which costs several times what the writing itself does; that time would be taken from the
training. Here the arrays follow one another as they are, and the CRC-32 of all that stands before it ends the file: a
training that went on with other numbers than it had would give no sign of it.
"""

import json
import os
import zlib
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np
from numpy.lib.format import header_data_from_array_1_0, read_array, write_array_header_1_0

from core.files import CHECKSUM

_BEFORE, _DIGITS = CHECKSUM.encode() + b" ", 8
_LENGTH = len(_BEFORE) + _DIGITS
_PIECE = 1 << 24


class _Summed:
    """A file that is written to, and the CRC-32 of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.crc = 0

    def write(self, data: Any) -> int:
        self.crc = zlib.crc32(data, self.crc)
        return self._file.write(data)


def write(file: BinaryIO, arrays: Mapping[str, np.ndarray]) -> None:
    """The names as JSON, and one array after the other, each in the form of `numpy.save`; then the checksum.

    Raises:
        OSError: the system's own, with its number; `numpy.save` has none for a disk that is full in the middle.

    """
    summed, names = _Summed(file), [*arrays, CHECKSUM]
    for array in (np.frombuffer(json.dumps(names).encode(), dtype=np.uint8), *arrays.values()):
        straight = np.ascontiguousarray(array)
        write_array_header_1_0(summed, header_data_from_array_1_0(straight.reshape(array.shape)))
        summed.write(straight.reshape(-1).view(np.uint8).data)
    file.write(_seal(summed.crc))


def read(file: BinaryIO) -> dict[str, np.ndarray]:
    """What `write` has written, or an older one, which wrote no checksum.

    Raises:
        ValueError: the file is cut off or changed, or is none of these.

    """
    seal = _check_seal(file)
    names = json.loads(read_array(file).tobytes())
    arrays = {name: read_array(file) for name in names if name != CHECKSUM}
    if CHECKSUM in names and not (seal and file.read() == seal):
        raise ValueError("it is cut off")
    return arrays


def _seal(crc: int) -> bytes:
    return _BEFORE + f"{crc:08x}".encode()


def _check_seal(file: BinaryIO) -> bytes:
    """The checksum that ends the file, compared with all before it; empty if there is none."""
    size = file.seek(0, os.SEEK_END)
    crc, left = 0, max(0, size - _LENGTH)
    file.seek(left)
    seal = file.read()
    file.seek(0)
    if not seal.startswith(_BEFORE):
        return b""
    while left and (piece := file.read(min(left, _PIECE))):
        crc, left = zlib.crc32(piece, crc), left - len(piece)
    if seal != _seal(crc):
        raise ValueError("its checksum differs")
    file.seek(0)
    return seal
