"""A setting as an axis of a chart: numbers as they are or by their logarithm, choices by their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

MOST_TICKS = 6


@dataclass(frozen=True)
class Axis:
    """Where values of a setting lie from `low` to `high`, and which ticks say so."""

    name: str
    low: float
    high: float
    ticks: Sequence[float]
    texts: Sequence[str]
    log: bool = False
    choices: Sequence[str] = ()

    def place(self, value: object) -> float:
        if self.choices:
            return float(list(self.choices).index(str(value)))
        return log10(float(str(value))) if self.log else float(str(value))


def make_axis(name: str, *, low: float, high: float, log: bool, choices: Sequence[object], whole: bool = False) -> Axis:
    if choices:
        texts = [str(one) for one in choices]
        return Axis(name, -0.3, len(texts) - 0.7, list(range(len(texts))), texts, choices=texts)
    if whole and high - low < MOST_TICKS:
        steps = [low + step for step in range(round(high - low) + 1)]
        return Axis(name, low, high, steps, [f"{step:.0f}" for step in steps])
    if not log:
        ticks = [low + (high - low) * part / 4 for part in range(5)]
        return Axis(name, low, high, ticks, [f"{tick:.3g}" for tick in ticks])
    first, last = log10(low), log10(high)
    powers = [float(power) for power in range(ceil(first), floor(last) + 1)][:MOST_TICKS]
    ticks = sorted({first, *powers, last})
    return Axis(name, first, last, ticks, [f"{10**tick:.2g}" for tick in ticks], log=True)
