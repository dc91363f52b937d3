"""The names of a zip's members, where the zip does not say that they are UTF-8.

The format means cp437 then; programs take whatever their system speaks: UTF-8, or on a Chinese Windows GBK. Some write
the true name beside it (the field 0x7075 of Info-ZIP; PKWARE, .ZIP File Format Specification, 4.6.9).
"""

import struct
import zlib
from collections.abc import Iterator, Sequence

_UNICODE_PATH = 0x7075
_HEADER = struct.Struct("<BL")  # version, CRC-32 of the name that it replaces


def read_unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The UTF-8 name in a member's extra fields, if there is one and it belongs to the name `raw`."""
    for kind, data in _split_fields(extra):
        if kind == _UNICODE_PATH and len(data) > _HEADER.size and _HEADER.unpack_from(data) == (1, zlib.crc32(raw)):
            return data[_HEADER.size :].decode("utf-8", "replace")
    return None


def _split_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        yield kind, extra[4 : 4 + size]
        extra = extra[4 + size :]


def guess_encoding(names: Sequence[bytes]) -> str:
    """How the names are written, guessed from all of them together.

    GBK takes nearly any pair of bytes, those of accented Latin letters too, so it is believed only if at least half of
    the Chinese signs are among the common ones of GB 2312.
    """
    raw = b"\n".join(names)
    if _can_decode(raw, "utf-8"):
        return "utf-8"
    return "gbk" if _can_decode(raw, "gbk") and _is_mostly_common(raw.decode("gbk")) else "cp437"


def _can_decode(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_common(text: str) -> bool:
    signs = [sign for sign in text if not sign.isascii()]
    common = [sign for sign in signs if sign.encode("gb2312", "ignore")]
    return 2 * len(common) >= len(signs)
