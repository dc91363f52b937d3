"""How far a measured share may be from the true one, and how a figure says so wherever a result is told."""

import math

from core.units import format_per_cent

Z_95 = 1.959964  # two-sided 95 % of the normal distribution


class Hits:
    """What follows from `right` answers among `n`, for any record that counts both."""

    right: int
    n: int

    @property
    def accuracy(self) -> float:
        return self.right / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the accuracy."""
        return compute_wilson_interval(self.right, self.n)


def compute_wilson_interval(successes: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """The score interval for a share of `successes` among `n` (both ends from 0 to 1).

    Unlike the textbook's p ± z·s it stays inside 0 to 1, and it is right for few pictures and for shares near 0 or 1.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209-212.

    Raises:
        ValueError: `n` is not positive, or `successes` not between 0 and `n`.

    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is no share")
    share = successes / n
    centre = share + z**2 / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    low = max(0.0, (centre - half) / scale) if successes else 0.0  # both ends exactly, which rounding would miss
    return low, min(1.0, (centre + half) / scale) if successes < n else 1.0


def compute_share_interval(share: float, n: int) -> tuple[float, float]:
    """The same of a share that was measured on `n` pictures."""
    return compute_wilson_interval(round(share * n), n)


def format_interval(interval: tuple[float, float] | None) -> str:
    """Such as ``96.1% – 98.2%``; nothing where there is none."""
    return " – ".join(map(format_per_cent, interval)) if interval else ""


def format_measured(share: float | None, interval: tuple[float, float] | None) -> str:
    """Such as ``97.3% (96.1% – 98.2%)``: 100% of 18 pictures is not what 100% of 2,000 is.

    The share alone where it is not known of how many pictures it is, and nothing where it is not known itself.
    """
    if share is None:
        return ""
    return f"{format_per_cent(share)} ({format_interval(interval)})" if interval else format_per_cent(share)


def compute_paired_interval(gained: int, lost: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """The interval of how much more often the second of two is right on the same `n` pictures (ends from -1 to 1).

    `gained` counts the pictures that only the second has right, `lost` those that only the first has.

    Source: Agresti and Min, Simple improved confidence intervals for comparing matched proportions, Statistics in
    Medicine 24 (2005) 729-740: half a picture is added to each of the four cells, so that no change at all is not
    taken for certainty.

    Raises:
        ValueError: `n` is not positive, or the counts do not fit into it.

    """
    if n <= 0 or gained < 0 or lost < 0 or gained + lost > n:
        raise ValueError(f"{gained} gained and {lost} lost do not fit into {n}")
    more = n + 2
    difference = (gained - lost) / more
    half = z * math.sqrt((gained + lost + 1) / more - difference**2) / math.sqrt(more)
    return max(-1.0, difference - half), min(1.0, difference + half)
