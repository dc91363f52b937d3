"""Sizes and times in the units people read them in."""

from core.i18n import _

KIBI = 1024


def readable_bytes(number: float) -> str:
    """Such as ``27.3 MB``, in powers of 1,024 as memory is sold."""
    for unit in ("B", "KB", "MB", "GB"):
        if number < KIBI:
            return f"{number:.3g} {unit}" if number < 100 else f"{number:.0f} {unit}"
        number /= KIBI
    return f"{number:.3g} TB"


def readable_seconds(seconds: float) -> str:
    """Such as ``8 s``, ``3 min 20 s`` or ``2 h 5 min``."""
    whole = round(seconds)
    if whole < 60:
        return _("{seconds} s").format(seconds=whole)
    if whole < 3600:
        return _("{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
    return _("{hours} h {minutes} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)
