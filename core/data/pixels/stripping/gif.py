"""GIF: a header, and blocks of which some are extensions."""

_EXTENSION, _FRAME, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")  # how often an animation runs


def strip_gif(data: bytes, _exif: bytes) -> bytes:
    """Without comments, texts and what applications added; a GIF says nothing of how it lies."""
    at = 13 + _measure_palette(data[10:11])
    parts = [data[:at]]
    while at < len(data):
        start, kind = at, data[at]
        if kind == _TRAILER:
            parts.append(data[at : at + 1])
            break
        if kind == _EXTENSION:
            at = _skip_blocks(data, at + 2)
            if _is_kept(data[start + 1 : start + 14]):
                parts.append(data[start:at])
        elif kind == _FRAME:
            at = _skip_blocks(data, at + 11 + _measure_palette(data[at + 9 : at + 10]))
            parts.append(data[start:at])
        else:
            at += 1
    return b"".join(parts)


def _measure_palette(flags: bytes) -> int:
    return 3 << ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _skip_blocks(data: bytes, at: int) -> int:
    """Where the blocks that begin at `at` end, the empty one that ends them included."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1


def _is_kept(head: bytes) -> bool:
    return head[:1] == bytes((_CONTROL,)) or (head[:1] == bytes((_APPLICATION,)) and head[2:13] in _LOOPS)
