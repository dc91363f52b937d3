"""The names of an archive's members, where it does not say that they are UTF-8.

A zip means cp437 then; programs take whatever their system speaks: UTF-8, or on an older Windows GBK, Big5, Shift-JIS,
EUC-KR or CP866. All bytes are letters in several of them, so the encoding is that whose text reads as words. Some write
the true name beside it (the field 0x7075 of Info-ZIP; PKWARE, .ZIP File Format Specification, 4.6.9).
"""

import codecs
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from core.data.intake.archives.common_signs import HAN, HANGUL, KANJI, TRADITIONAL
from core.errors import InputError
from core.i18n import N_

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


def check_encoding(name: str) -> str:
    """The encoding of that name as Python knows it.

    Raises:
        InputError: there is none.

    """
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise InputError(
            N_("There is no encoding {name} for file names. Use for example {known}."),
            name=name, known=", ".join(ENCODINGS),
        ) from error  # fmt: skip


def decode_all(names: Sequence[bytes], encoding: str | None) -> list[str]:
    """The names as texts, by this encoding or by the one that is guessed."""
    chosen = check_encoding(encoding) if encoding else guess_encoding(names)
    return [name.decode(chosen, "replace") for name in names]


def guess_encoding(names: Sequence[bytes]) -> str:
    """How the names are written, guessed from all of them together."""
    raw = b"\n".join(sorted(set(names)))
    if _can_decode(raw, "utf-8"):
        return "utf-8"
    scores = {name: rate(raw.decode(name)) for name, rate in _RATES.items() if _can_decode(raw, name)}
    best = max(scores, key=scores.__getitem__, default="cp437")
    return best if scores.get(best) else "cp437"


def _can_decode(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _rate(text: str, worth: Callable[[str], float]) -> float:
    """The mean worth, 0 to 1, of the signs that are not ASCII; a word of two scripts at once is worth nothing."""
    signs = [sign for sign in text if not sign.isascii()]
    mixed = sum(_touches_latin(text, place) for place, sign in enumerate(text) if not sign.isascii())
    return max(0.0, sum(map(worth, signs)) - mixed) / max(1, len(signs))


def _touches_latin(text: str, place: int) -> bool:
    """Whether a sign that is no Latin letter stands right beside one."""
    if _is_latin(text[place]):
        return False
    return any(sign.isalpha() and sign.isascii() for sign in text[max(0, place - 1) : place + 2])


def _is_latin(sign: str) -> bool:
    return sign.isalpha() and ord(sign) < 0x250


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _rate_gbk(text: str) -> float:
    return _rate(text, lambda sign: 1.0 if sign in HAN else _by_row(sign, "gb2312", 0xB0, 0xD7))


def _rate_big5(text: str) -> float:
    return _rate(text, lambda sign: 1.0 if sign in TRADITIONAL else _by_row(sign, "big5", 0xA4, 0xC6))


def _rate_japanese(text: str) -> float:
    def worth(sign: str) -> float:
        if "\u3041" <= sign <= "\u30fe" or sign in KANJI:
            return 1.0
        return 0.0 if "\uff61" <= sign <= "\uff9f" else _by_row(sign, "shift_jis", 0x88, 0x97)

    return _rate(text, worth)


def _rate_korean(text: str) -> float:
    def worth(sign: str) -> float:
        return (1.0 if sign in HANGUL else 0.4) if "\uac00" <= sign <= "\ud7a3" else 0.0

    return _rate(text, worth)


def _rate_cyrillic(text: str) -> float:
    """Letters of Russian; a small letter before a large one is in no word."""
    broken = sum(one.islower() and other.isupper() for one, other in pairwise(text))
    return _rate(text, lambda sign: 0.9 if "\u0400" <= sign <= "\u045f" else 0.0) / (1 + broken)


def _rate_latin(text: str) -> float:
    return _rate(text, lambda sign: 0.7 if _is_latin(sign) else 0.0)


def _by_row(sign: str, encoding: str, low: int, high: int) -> float:
    """Of a Chinese sign, 0.35 if the standard has it in the rows of common ones, 0.2 if in the others."""
    raw = sign.encode(encoding, "ignore") if _is_han(sign) else b""
    if not raw:
        return 0.0
    return 0.35 if low <= raw[0] <= high else 0.2


_RATES: Mapping[str, Callable[[str], float]] = {
    "gbk": _rate_gbk, "big5": _rate_big5, "cp932": _rate_japanese, "cp949": _rate_korean, "cp866": _rate_cyrillic,
    "cp437": _rate_latin,
}  # fmt: skip
ENCODINGS = ("utf-8", "gbk", "big5", "shift_jis", "euc_kr", "cp866", "cp437")  # to choose from; others are known too
