"""Intervals by resampling the pictures of an evaluation: the percentile bootstrap.

    weights = draw_weights(n, 1000)                          # (n, resamples): how often each picture was drawn
    find_interval(losses @ weights / n)                      # the interval of a mean

Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13. The draws are the same every time, so
the same predictions have the same intervals on every screen.
"""

from math import floor

import numpy as np
import numpy.typing as npt

from core.evaluation.report.figure import BOOTSTRAP, WILSON, Figure
from core.intervals import compute_wilson_interval

MOST, FEWEST = 1_000, 100  # resamples
MOST_NUMBERS = 5_000_000  # in the table of weights
MOST_WORK = 400_000_000  # numbers that are looked at for all classes together
ENDS = np.array([0.025, 0.975])

Weights = npt.NDArray[np.float32]
Values = npt.NDArray[np.float64]


def count_resamples(n: int, classes: int) -> int:
    """How many resamples `n` pictures of so many classes get: a thousand, of very many pictures fewer."""
    return max(FEWEST, min(MOST, MOST_NUMBERS // n, MOST_WORK // (n * classes)))


def draw_weights(n: int, resamples: int) -> Weights:
    """How often each of n pictures is drawn in each resample, (n, resamples)."""
    drawn = np.random.default_rng(0).integers(n, size=(n, resamples))
    drawn = drawn * resamples + np.arange(resamples)
    return np.bincount(drawn.ravel(), minlength=n * resamples).reshape(n, resamples).astype(np.float32)


def draw_counts(counts: npt.NDArray[np.int64], resamples: int) -> npt.NDArray[np.int64]:
    """The counts of k kinds of pictures in each resample, (resamples, k): the same as to draw picture by picture."""
    total = int(counts.sum())
    return np.random.default_rng(0).multinomial(total, counts / total, size=resamples)


def find_interval(values: Values) -> tuple[float, float] | None:
    """The middle 95 % of a figure's values in the resamples; those where it is not defined are NaN and left out."""
    defined = np.sort(values[np.isfinite(values)])
    if not len(defined):
        return None
    places = np.arange(len(defined))
    low, high = np.interp(ENDS * places[-1], places, defined)  # as np.percentile, in a fifth of its time
    return float(low), float(high)


def find_centred_interval(values: Values, value: float) -> tuple[float, float] | None:
    """The same of a figure that is larger in the resamples than in the pictures, as a mean of absolute values is.

    The interval is moved by that bias, which resampling adds once more to what the figure has (chapter 10), so that it
    holds the figure's own value; it does not go below 0.
    """
    interval = find_interval(values)
    if interval is None:
        return None
    bias = float(np.nanmean(values)) - value
    low, high = (end - bias for end in interval)
    return max(0.0, min(low, value)), max(high, value)


def make_figure(value: float | None, values: Values, alike: float, classes: int | None = None) -> Figure:
    """A share with its bootstrap interval.

    Where not one picture is wrong, or not one right, all resamples agree and say nothing about chance. Then it is the
    Wilson interval of as many pictures.

    Args:
        value: of the pictures themselves; None where it is not defined.
        values: of the resamples.
        alike: how many pictures count as much as these do, see `count_effective`.
        classes: over how many classes it is a mean.

    """
    interval = None if value is None or not np.isfinite(value) else find_interval(values)
    if value is None or interval is None:
        return Figure(None, classes=classes)
    if interval[0] < interval[1] or value not in (0, 1):
        return Figure(float(value), interval, BOOTSTRAP, classes)
    n = max(1, floor(alike))
    return Figure(float(value), compute_wilson_interval(n if value else 0, n), WILSON, classes)


def count_effective(supports: npt.NDArray[np.int64]) -> float:
    """How many pictures of one class tell as much as the mean over classes with so many pictures each (all > 0).

    None do where the mean goes over no class, as where every answer is a class without pictures.
    """
    return float(len(supports) ** 2 / (1 / supports).sum()) if len(supports) else 0.0
