"""PNG: a list of chunks, each with its length, name and checksum."""

import zlib

from PIL.PngImagePlugin import MAX_TEXT_CHUNK, MAX_TEXT_MEMORY

_SIGNATURE = 8
_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD",
     b"pHYs", b"acTL", b"fcTL", b"fdAT")
)  # fmt: skip


def strip_png(data: bytes, exif: bytes) -> bytes:
    """Only the chunks that the pixels and colours need, up to the end of the picture.

    Raises:
        ValueError: a text that is left out unpacks to so much that the picture would be refused with it.

    """
    parts, at, text = [data[:_SIGNATURE]], _SIGNATURE, 0
    while at < len(data):
        kind = data[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if kind == b"IDAT" and exif:
            parts.append(_make_chunk(b"eXIf", exif.removeprefix(b"Exif\0\0")))
            exif = b""
        if kind in _KEPT:
            parts.append(data[at:end])
        else:
            text += _measure_text(kind, data[at + 8 : end - 4])
            if text > MAX_TEXT_MEMORY:
                raise ValueError("more than MAX_TEXT_MEMORY")
        if kind == b"IEND":
            break
        at = end
    return b"".join(parts)


def _make_chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


def _measure_text(kind: bytes, content: bytes) -> int:
    """Bytes of a text once it is unpacked, at most those that Pillow reads.

    Raises:
        ValueError: there are more.

    """
    packed = _find_packed(kind, content)
    if packed is None:
        return 0
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(packed, MAX_TEXT_CHUNK)
    except zlib.error:  # Pillow takes it for no text
        return 0
    if unpacking.unconsumed_tail:
        raise ValueError("more than MAX_TEXT_CHUNK")
    return len(text)


def _find_packed(kind: bytes, content: bytes) -> bytes | None:
    """The packed part of a text chunk; None if it is not packed."""
    _keyword, _, rest = content.partition(b"\0")
    if kind == b"zTXt":
        return rest[1:]
    if kind == b"iTXt" and rest[:1] == b"\1":
        return rest[2:].split(b"\0", 2)[-1]  # after the language and the translated keyword
    return None
