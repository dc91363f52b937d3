"""Which learning rate to begin with, read from a range test: loss against rate, the rate growing step by step.

After Smith 2015, arXiv:1506.01186. Plain numbers, no Keras: the worker measures, whoever watches reads.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LOWEST, HIGHEST = 1e-6, 10.0
STEPS = 100
MEMORY = 0.9  # share of the smoothed loss that comes from the steps before
DIVERGED = 4.0  # times the lowest smoothed loss at which the test ends
SAFETY = 10.0  # how far below the rate of the lowest loss the suggestion stays
LEARNED = 0.02  # share by which the loss must have fallen for a suggestion


@dataclass(frozen=True)
class Point:
    """The loss of one batch, before the step that was taken at this rate."""

    rate: float
    loss: float


def list_rates() -> list[float]:
    """The rates of a test, each the same factor above the one before."""
    return [LOWEST * (HIGHEST / LOWEST) ** (step / (STEPS - 1)) for step in range(STEPS)]


def smooth(losses: Sequence[float]) -> list[float]:
    """The running mean that forgets, corrected for its start at zero."""
    mean, curve = 0.0, []
    for step, loss in enumerate(losses, start=1):
        mean = MEMORY * mean + (1 - MEMORY) * loss
        curve.append(mean / (1 - MEMORY**step))
    return curve


def has_diverged(points: Sequence[Point]) -> bool:
    """Whether going on would show nothing more: the loss is not finite, or far above the lowest."""
    losses = [point.loss for point in points]
    if not math.isfinite(losses[-1]):
        return True
    curve = smooth(losses)
    return curve[-1] > DIVERGED * min(curve)


def suggest_rate(points: Sequence[Point]) -> float | None:
    """A tenth of the rate at which the smoothed loss is lowest, in two digits; None where it never fell.

    Where the loss is lowest the rate is on the brink of being too high; a tenth of it is safe, and still learns.
    """
    finite = [point for point in points if math.isfinite(point.loss)]
    if len(finite) < 2:
        return None
    curve = smooth([point.loss for point in finite])
    lowest = curve.index(min(curve))
    if curve[lowest] > (1 - LEARNED) * max(curve[: lowest + 1]):
        return None
    return float(f"{finite[lowest].rate / SAFETY:.1e}")
