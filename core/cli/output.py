"""One JSON object for programs, a table for people."""

import codecs
import json
import logging
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from core import units
from core.files import log

BAR = 24  # signs
_CONTROL = {"Cc", "Cs", "Zl", "Zp"}  # Unicode's categories of characters that break lines or control a terminal


def prepare() -> None:
    """Write what the encoding of a terminal lacks as escapes, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def send_log(*, wanted: bool) -> None:
    """Have the log go to standard error, where it is wanted or `GLASSBOX_LOG` asks for it; else it goes nowhere.

    A person gets one sentence. A worker's standard error is the log of its job.
    """
    here = logging.StreamHandler() if wanted or os.environ.get("GLASSBOX_LOG") else logging.NullHandler()
    log.handlers = [here]


def escape_line(text: object) -> str:
    """The text with every control character escaped, so that no name breaks the line or commands the terminal."""
    return "".join(_escape(character) for character in str(text))


def _escape(character: str) -> str:
    is_control = unicodedata.category(character) in _CONTROL
    return character.encode("unicode_escape").decode() if is_control else character


def print_json(value: Mapping[str, Any]) -> None:
    speaks_utf8 = codecs.lookup(sys.stdout.encoding).name == "utf-8"
    print(json.dumps(value, ensure_ascii=not speaks_utf8))


def print_lines(texts: Iterable[object]) -> None:
    """Each text on a line of its own, and equal ones once."""
    for text in dict.fromkeys(map(escape_line, texts)):
        print(text)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]], empty: str = "") -> None:
    """Columns as wide as their widest cell; `empty`, where it is given, in place of a table without rows."""
    cells = [[escape_line(cell) for cell in row] for row in (headings, *rows)]
    if empty and len(cells) == 1:
        print(empty)
        return
    widths = [max(_measure_width(row[i]) for row in cells) for i in range(len(headings))]
    for row in cells:
        print("  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())


def print_pairs(pairs: Mapping[str, object]) -> None:
    """A name and a value a line."""
    width = max(map(_measure_width, pairs))
    for name, value in pairs.items():
        print(f"{_pad(name, width)}  {escape_line(value)}")


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _measure_width(text))


def _measure_width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two, an accent that stands over a letter none."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else not unicodedata.combining(sign) for sign in text)


def print_progress(text: str) -> None:
    """Show progress on standard error if that is a terminal, over the line that was shown before."""
    if sys.stderr.isatty():
        columns = shutil.get_terminal_size().columns - 1  # a line that wraps could not be written over
        print(f"\r\x1b[K{_cut(text, columns)}", end="", file=sys.stderr, flush=True)


def format_bar(share: float) -> str:
    """A bar of fixed width, in the signs that the terminal's encoding has."""
    full, empty = ("█", "░") if _can_encode("█░", sys.stderr.encoding) else ("#", "-")
    done = round(share * BAR)
    return full * done + empty * (BAR - done)


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _cut(text: str, columns: int) -> str:
    while _measure_width(text) > columns:
        text = text[:-1]
    return text


def format_moment(seconds: float | None) -> str:
    """A time as people read it, such as `2026-11-29 09:05`; `seconds` since 1970."""
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}"


def format_per_cent(share: float | None) -> str:
    """As everywhere else; nothing for what is not known."""
    return "" if share is None else units.format_per_cent(share)
