"""An ONNX file that knows its own checksum: a changed weight would else be a wrong answer that looks like any other.

The seal is one more entry of the model's `metadata_props`. In the binary form of a protocol buffer another entry of a
list may simply stand at the end, so that a file is sealed without being parsed, and every reader of ONNX takes it.
"""

import zlib
from pathlib import Path

from core import files

KEY = b"glassbox_crc32"
DIGITS = 8
_CHUNK = 1 << 20


def _field(number: int, content: bytes) -> bytes:
    """A field of a protocol buffer with a length, which fits into one byte here."""
    return bytes([number << 3 | 2, len(content)]) + content


def _entry(checksum: bytes) -> bytes:
    """`metadata_props` is field 14 of a model; in an entry the key is field 1, the value field 2."""
    return _field(14, _field(1, KEY) + _field(2, checksum))


_BEFORE = _entry(b"0" * DIGITS)[:-DIGITS]
_LENGTH = len(_BEFORE) + DIGITS


def seal(model: bytes) -> bytes:
    """The file with its seal."""
    return model + _entry(files.checksum(model).encode())


def write(path: Path, model: bytes) -> None:
    """Replace the file by this model, sealed; see `core.files.write_atomically`."""
    files.write_atomically(path, seal(model))


def append(path: Path) -> None:
    """Seal a file that was written by another."""
    with path.open("r+b") as file:
        crc = 0
        while piece := file.read(_CHUNK):
            crc = zlib.crc32(piece, crc)
        file.write(_entry(f"{crc:08x}".encode()))


def check(path: Path) -> None:
    """Raise ValueError if the file is not the one that was sealed; one without a seal is believed.

    Raises:
        OSError: it cannot be read.
        ValueError: its checksum differs.

    """
    size = path.stat().st_size
    with path.open("rb") as file:
        crc, left = 0, size - _LENGTH
        while left > 0:
            piece = file.read(min(left, _CHUNK))
            crc, left = zlib.crc32(piece, crc), left - len(piece)
        _compare(file.read(_LENGTH), crc)


def check_content(model: bytes) -> None:
    """The same of a file in memory.

    Raises:
        ValueError: its checksum differs.

    """
    _compare(model[-_LENGTH:], zlib.crc32(memoryview(model)[:-_LENGTH]))


def _compare(seal: bytes, crc: int) -> None:
    if seal.startswith(_BEFORE) and seal != _entry(f"{crc:08x}".encode()):
        raise ValueError("its checksum differs")
