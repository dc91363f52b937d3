"""Names for files and folders that every system takes: Windows is the strictest."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

LONGEST = 200  # bytes in UTF-8; a name may have 255
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]')
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}


def make_safe(name: str) -> str:
    """The name as it is if every system takes it, else the nearest one that they take."""
    stem, ending = _split_ending(_FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)))
    safe = _cut(stem, LONGEST - len(ending.encode())) + ending
    safe = safe.rstrip(". ") or "_"
    hidden = safe.startswith((".", " "))
    reserved = safe.split(".")[0].rstrip(" ").casefold() in _RESERVED
    return f"_{safe.lstrip(' ')}" if hidden or reserved else safe


def name_distinctly(names: Iterable[str]) -> Mapping[str, str]:
    """{name: its safe name}; no two are one name on a system that does not tell capitals or accents' forms apart.

    A name that is safe as it is comes before one that had to change.
    """
    taken: set[str] = set()
    chosen: dict[str, str] = {}
    for name in sorted(dict.fromkeys(names), key=lambda name: make_safe(name) != name):
        chosen[name] = reserve(make_safe(name), taken)
    return chosen


def reserve(name: str, taken: set[str]) -> str:
    """The name, or with a number where `taken` has it in any capitals; it is then in `taken`."""
    stem, ending = _split_ending(name)
    free, number = name, 2
    while _fold(free) in taken:
        free, number = f"{stem} {number}{ending}", number + 1
    taken.add(_fold(free))
    return free


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _split_ending(name: str) -> tuple[str, str]:
    path = PurePosixPath(name)
    short = len(path.suffix.encode()) <= 8
    return (path.stem, path.suffix) if short and path.name == name else (name, "")


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore")
