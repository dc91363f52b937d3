"""HEIC and AVIF: boxes in boxes; EXIF and XMP are items like the picture, and are blanked where they lie.

How such a picture lies is a property of its own, so that its EXIF is not needed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_FORGOTTEN = (b"Exif", b"mime")
_NOTHING = b"free"  # the type of an item that no reader knows


@dataclass(frozen=True)
class _Box:
    """A box by its kind, and where its content begins and ends in the file."""

    kind: bytes
    start: int
    end: int


def strip_iso_media(data: bytes, _exif: bytes) -> bytes:
    """The file of the same length, in which no item is EXIF or XMP any more."""
    blanked = bytearray(data)
    for meta in _find_boxes(blanked, 0, len(blanked), b"meta"):
        parts = list(_list_boxes(blanked, meta.start + 4, meta.end))
        items = {item for box in parts if box.kind == b"iinf" for item in _forget_items(blanked, box)}
        inside = next((box.start for box in parts if box.kind == b"idat"), 0)
        for box in parts:
            if box.kind == b"iloc":
                _blank_items(blanked, box, items, inside)
    return bytes(blanked)


def _find_boxes(data: bytearray, start: int, end: int, kind: bytes) -> list[_Box]:
    return [box for box in _list_boxes(data, start, end) if box.kind == kind]


def _list_boxes(data: bytearray, start: int, end: int) -> Iterator[_Box]:
    while start + 8 <= end:
        length, kind, head = _read(data, start, 4), bytes(data[start + 4 : start + 8]), 8
        if length == 1:
            length, head = _read(data, start + 8, 8), 16
        stop = min(end, start + length) if length else end
        if stop < start + head:
            return
        yield _Box(kind, start + head, stop)
        start = stop


def _read(data: bytearray, at: int, width: int) -> int:
    return int.from_bytes(data[at : at + width], "big")


def _forget_items(data: bytearray, iinf: _Box) -> Iterator[int]:
    """Give the items that are EXIF or XMP a type that nobody reads; yields their numbers."""
    first = iinf.start + (6 if data[iinf.start] == 0 else 8)
    for infe in _find_boxes(data, first, iinf.end, b"infe"):
        version = data[infe.start]
        if version < 2:
            continue
        width = 2 if version == 2 else 4
        at = infe.start + 4 + width + 2  # after the number of the item and that of its protection
        if bytes(data[at : at + 4]) in _FORGOTTEN:
            data[at : at + 4] = _NOTHING
            yield _read(data, infe.start + 4, width)


def _blank_items(data: bytearray, iloc: _Box, items: set[int], inside: int) -> None:
    version, sizes = data[iloc.start], _read(data, iloc.start + 4, 2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    width = 4 if version == 2 else 2
    count, at = _read(data, iloc.start + 6, width), iloc.start + 6 + width
    for _ in range(count):
        if at >= iloc.end:
            return
        item, at = _read(data, at, width), at + width
        method, at = (_read(data, at, 2) & 15, at + 2) if version else (0, at)
        base, at = _read(data, at + 2, base_size), at + 2 + base_size
        extents, at = _read(data, at, 2), at + 2
        for _ in range(min(extents, (iloc.end - at) // max(1, index_size + offset_size + length_size))):
            at += index_size
            place = base + _read(data, at, offset_size) + (inside if method == 1 else 0)
            length, at = _read(data, at + offset_size, length_size), at + offset_size + length_size
            if item in items and place < len(data):
                stop = min(len(data), place + length)
                data[place:stop] = bytes(stop - place)
