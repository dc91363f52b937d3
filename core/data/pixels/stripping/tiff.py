"""TIFF: directories of tags that point anywhere in the file, so that it is blanked in place and keeps its length."""

import struct
from dataclasses import dataclass

_KEPT = frozenset(
    (*range(254, 267), *range(273, 285), *range(290, 298), 301, *range(317, 326), *range(332, 348), *range(512, 522),
     *range(529, 533), 34675)
)  # fmt: skip  # baseline, tiles, colours, compression; 274 is the orientation, 34675 the colour profile
_DIRECTORIES = (330, 34665, 34853, 40965)  # further pictures, EXIF, GPS, interoperability
_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_MOST_DIRECTORIES = 10_000


@dataclass(frozen=True)
class _Layout:
    """How numbers are written: in an ordinary TIFF, or in a BigTIFF."""

    order: str
    count: str
    entry: str
    offset: str

    def read(self, form: str, data: bytearray, at: int) -> tuple[int, ...]:
        return struct.unpack_from(self.order + form, data, at)

    def write(self, form: str, data: bytearray, at: int, *numbers: int) -> None:
        struct.pack_into(self.order + form, data, at, *numbers)


def strip_tiff(data: bytes, _exif: bytes) -> bytes:
    """Every directory without the tags that pixels and colours do not need, their values blanked."""
    blanked = bytearray(data)
    layout, first = _read_header(blanked)
    waiting = [(first, False)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        at, whole = waiting.pop()
        if at and at not in seen and at < len(data):
            seen.add(at)
            waiting += _strip_directory(blanked, layout, at, whole)
    return bytes(blanked)


def _read_header(data: bytearray) -> tuple[_Layout, int]:
    order = "<" if data[:2] == b"II" else ">"
    if 43 in data[2:4]:
        big = _Layout(order, "Q", "HHQ8s", "Q")
        return big, big.read("Q", data, 8)[0]
    plain = _Layout(order, "H", "HHI4s", "I")
    return plain, plain.read("I", data, 4)[0]


def _strip_directory(data: bytearray, layout: _Layout, at: int, whole: bool) -> list[tuple[int, bool]]:
    """Take the entries out that are not kept, all of them if `whole`; returns the directories that it names."""
    (count,) = layout.read(layout.count, data, at)
    start, size = at + struct.calcsize(layout.order + layout.count), struct.calcsize(layout.order + layout.entry)
    end = start + count * size
    entries = [bytes(data[place : place + size]) for place in range(start, min(end, len(data) - size + 1), size)]
    kept, further = [], []
    for entry in entries:
        tag = struct.unpack(layout.order + layout.entry, entry)[0]
        if tag in _KEPT and not whole:
            kept.append(entry)
            continue
        further += [(place, tag != _DIRECTORIES[0]) for place in _read_directories(data, layout, entry)]
        _blank_value(data, layout, entry)
    width = struct.calcsize(layout.order + layout.offset)
    following = bytes(data[end : end + width])
    if len(following) == width and not whole:
        further.append((struct.unpack(layout.order + layout.offset, following)[0], False))
    rest = b"".join(kept) + following
    data[start : end + width] = rest.ljust(len(data[start : end + width]), b"\0")
    layout.write(layout.count, data, at, len(kept))
    return further


def _read_directories(data: bytearray, layout: _Layout, entry: bytes) -> tuple[int, ...]:
    tag, kind, count, value = struct.unpack(layout.order + layout.entry, entry)
    if tag not in _DIRECTORIES or kind not in (4, 13, 16, 18) or count > _MOST_DIRECTORIES:
        return ()
    form = f"{count}{'I' if kind in (4, 13) else 'Q'}"
    at = struct.unpack(layout.order + layout.offset, value)[0]
    length = struct.calcsize(layout.order + form)
    if length <= len(value):
        return struct.unpack(layout.order + form, value[:length])
    return layout.read(form, data, at) if at + length <= len(data) else ()


def _blank_value(data: bytearray, layout: _Layout, entry: bytes) -> None:
    """Overwrite what an entry points to with zeros; what it holds itself goes with it."""
    _tag, kind, count, value = struct.unpack(layout.order + layout.entry, entry)
    length = _BYTES.get(kind, 0) * count
    at = struct.unpack(layout.order + layout.offset, value)[0]
    if length > len(value) and 8 <= at < len(data):
        end = min(len(data), at + length)
        data[at:end] = bytes(end - at)
