"""JPEG: a list of segments, and after each start of a scan its pixels."""

import re

_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_KEPT = {_APP0: b"JFIF\0", _APP2: b"ICC_PROFILE\0", _APP14: b"Adobe"}
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a length
_MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
_MARKER_AFTER_PIXELS = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)


def strip_jpeg(data: bytes, exif: bytes) -> bytes:
    """Only the segments that the pixels and colours need, up to the end of the first picture in the file."""
    parts, at, pattern = [data[:2]], 2, _MARKER
    if exif:
        parts.append(_make_segment(_APP1, exif if exif.startswith(b"Exif\0\0") else b"Exif\0\0" + exif))
    while found := pattern.search(data, at):
        if pattern is _MARKER_AFTER_PIXELS:
            parts.append(data[at : found.start()])
        marker, at, pattern = found[1][0], found.end(), _MARKER
        if marker == _EOI:
            parts.append(b"\xff\xd9")
            return b"".join(parts)
        if marker in _ALONE or marker == _SOI:
            continue
        end = at + int.from_bytes(data[at : at + 2], "big")
        if _is_kept(marker, data[at + 2 : end]):
            parts.append(bytes((0xFF, marker)) + data[at:end])
        at = end
        pattern = _MARKER_AFTER_PIXELS if marker == _SOS else _MARKER
    if pattern is _MARKER_AFTER_PIXELS:  # cut short
        parts.append(data[at:])
    return b"".join(parts)


def _is_kept(marker: int, content: bytes) -> bool:
    if _APP0 <= marker <= _APP15:
        return marker in _KEPT and content.startswith(_KEPT[marker])
    return marker != _COM


def _make_segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content
