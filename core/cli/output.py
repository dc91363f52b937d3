"""One JSON object for programs, a table for people."""

import codecs
import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_COMMANDS = {"Cc", "Cs", "Zl", "Zp"}  # Unicode's categories of signs that move the cursor, or are none


def prepare() -> None:
    """Have what a terminal cannot write written as an escape, where it would end in an error."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def one_line(text: object) -> str:
    """Text in which no name breaks the line or sends commands to the terminal."""
    return "".join(_escaped(sign) if unicodedata.category(sign) in _COMMANDS else sign for sign in str(text))


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode()


def print_json(value: Mapping[str, Any]) -> None:
    speaks_utf8 = codecs.lookup(sys.stdout.encoding).name == "utf-8"
    print(json.dumps(value, ensure_ascii=not speaks_utf8))


def print_lines(texts: Iterable[object]) -> None:
    """A text a line; what is said of many files in the same words is said once."""
    for text in dict.fromkeys(map(one_line, texts)):
        print(text)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as their widest cell."""
    cells = [[one_line(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(_width(row[i]) for row in cells) for i in range(len(headings))]
    for row in cells:
        print("  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())


def print_pairs(pairs: Mapping[str, object]) -> None:
    """A name and a value a line."""
    width = max(map(_width, pairs))
    for name, value in pairs.items():
        print(f"{_padded(name, width)}  {one_line(value)}")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two, an accent that stands over a letter none."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else not unicodedata.combining(sign) for sign in text)


def progress_line(text: str) -> None:
    """What goes on now, on standard error; on a terminal it overwrites itself."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def per_cent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"
