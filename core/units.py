"""Sizes, times, shares and many names as people read them."""

import re
from collections.abc import Iterable

from core.i18n import _

FORMULA_SIGNS = "=+-@\t\r"  # with which a cell begins that a spreadsheet computes
KIBI = 1024
MOST_NAMES = 12  # in a sentence


def format_bytes(number: float) -> str:
    """Such as ``27.3 MB``, in powers of 1,024 as memory is sold."""
    for unit in ("B", "KB", "MB", "GB"):
        if number < KIBI:
            return f"{number:.3g} {unit}" if number < 100 else f"{number:.0f} {unit}"
        number /= KIBI
    return f"{number:.3g} TB"


def format_seconds(seconds: float) -> str:
    """Such as ``8 s``, ``3 min 20 s`` or ``2 h 5 min``."""
    whole = round(seconds)
    if whole < 60:
        return _("{seconds} s").format(seconds=whole)
    if whole < 3600:
        return _("{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
    return _("{hours} h {minutes} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)


def format_estimate(seconds: float) -> str:
    """Such as ``40 s``, ``8 min`` or ``2 h 5 min``: a time that is foretold, no finer than it can be known."""
    if round(seconds) < 100:
        return _("{seconds} s").format(seconds=round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def format_guess(seconds: float) -> str:
    """Such as ``40 s`` or ``8 min``: a time that nobody has measured, to its first figure."""
    return format_estimate(float(f"{seconds:.1g}"))


def format_per_cent(share: float) -> str:
    """Such as ``97.3%``; what is not quite nothing or everything does not read as 0% or 100%."""
    if 0 < share < 0.0005:
        return "<0.1%"
    if 0.9995 <= share < 1:
        return ">99.9%"
    return f"{share:.1%}"


def format_whole_per_cent(share: float) -> str:
    """Such as ``97%``, where there is no room for more; not quite nothing or all is ``<1%`` or ``>99%``."""
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{share:.0%}"


def format_score(share: float | None) -> str:
    """The same of what may not be defined, such as the recall of a class without pictures."""
    return _("not defined") if share is None else format_per_cent(share)


def format_loss(loss: float) -> str:
    """Such as ``0.143``; what is not quite nothing does not read as 0."""
    return "<0.001" if 0 < loss < 0.0005 else f"{loss:.3f}"


def join_names(names: Iterable[str], most: int = MOST_NAMES) -> str:
    """The names one after the other; of many the first ones and a sign that there are more."""
    there = list(names)
    return ", ".join(there[:most]) + (", …" if len(there) > most else "")


def sort_names(names: Iterable[str]) -> list[str]:
    """The names in the order in which people count: 2 before 10, otherwise by their signs."""
    return sorted(names, key=_split_numbers)


def _split_numbers(name: str) -> tuple[list[tuple[int, str]], str]:
    """Texts and numbers by turns, a number by its length first; the name itself tells 1 from 01."""
    pieces = re.split(r"(\d+)", name)
    counted = [piece.lstrip("0") if place % 2 else piece for place, piece in enumerate(pieces)]
    return [(len(piece) if place % 2 else 0, piece) for place, piece in enumerate(counted)], name
