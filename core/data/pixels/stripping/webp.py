"""WebP: a RIFF file of chunks; the first says which others there are."""

_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_XMP, _EXIF = 0x04, 0x08  # flags of VP8X


def strip_webp(data: bytes, exif: bytes) -> bytes:
    """Only the chunks that the pixels and colours need."""
    parts, at = [], 12
    end_of_file = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end_of_file:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if kind in _KEPT:
            part = data[at:end]
            parts.append(_set_flags(part, bool(exif)) if kind == b"VP8X" else part)
        at = end
    if not parts:  # its length says that nothing is in it, and so will its decoder
        return data
    if exif:
        parts.append(b"EXIF" + len(exif).to_bytes(4, "little") + exif + b"\0" * (len(exif) % 2))
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + _declare_length(data, body) + body


def _declare_length(data: bytes, body: bytes) -> bytes:
    """Of a file that is cut short the length that it should have, so that it stays known as cut short."""
    missing = max(0, 8 + int.from_bytes(data[4:8], "little") - len(data))
    return min(len(body) + missing, 2**32 - 1).to_bytes(4, "little")


def _set_flags(chunk: bytes, has_exif: bool) -> bytes:
    if len(chunk) < 9:
        return chunk
    flags = chunk[8] & ~(_XMP | _EXIF) | (_EXIF if has_exif else 0)
    return chunk[:8] + bytes((flags,)) + chunk[9:]
