"""Sizes, times and many names as people read them."""

from collections.abc import Iterable

from core.i18n import _

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


def join_names(names: Iterable[str], most: int = MOST_NAMES) -> str:
    """The names one after the other; of many the first ones and a sign that there are more."""
    there = list(names)
    return ", ".join(there[:most]) + (", …" if len(there) > most else "")
