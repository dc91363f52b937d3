"""Whether probabilities mean what they say: reliability, the expected calibration error, and the best temperature.

    bins = compute_reliability(probabilities, labels)
    fit_temperature(probabilities, labels)                   # of validation pictures, never of test pictures

Source: Guo, Pleiss, Sun and Weinberger, On calibration of modern neural networks, ICML 2017.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.evaluation.report.bootstrap import Weights, find_centred_interval
from core.evaluation.report.figure import BOOTSTRAP, Figure
from core.inference.decision import COLDEST, HOTTEST, Probabilities, find_logits

BINS = 20  # of equal width from 0 to 1: 5 points each
EDGES = np.linspace(0, 1, BINS + 1)
TOLERANCE = 1e-5  # of the logarithm of a temperature: below any digit that is shown
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Bin:
    """The pictures whose most probable class has a probability from `low` to `high`: at least one.

    `confidence` is their mean probability, `right` how many of the `n` are of that class.
    """

    low: float
    high: float
    confidence: float
    right: int
    n: int


@dataclass(frozen=True)
class Calibration:
    """How far probabilities can be believed: the figures `log_loss` and `ece`, and the bins of the diagram."""

    figures: Mapping[str, Figure]
    reliability: tuple[Bin, ...]


def compute_reliability(probabilities: Probabilities, labels: Numbers) -> tuple[Bin, ...]:
    """The bins that have pictures, from probabilities (n, classes) and true labels (n,)."""
    sure, right = _judge(probabilities, labels)
    places = _find_bins(sure)
    counts, hits = np.bincount(places, minlength=BINS), np.bincount(places, right, minlength=BINS)
    sums = np.bincount(places, sure, minlength=BINS)
    return tuple(
        Bin(float(EDGES[k]), float(EDGES[k + 1]), float(sums[k] / counts[k]), int(hits[k]), int(counts[k]))
        for k in np.flatnonzero(counts)
    )


def compute_ece(bins: Sequence[Bin]) -> float:
    """The expected calibration error: how far accuracy is from confidence in a bin, in the mean over all pictures."""
    n = sum(one.n for one in bins)
    return sum(abs(one.right - one.confidence * one.n) for one in bins) / n


def measure_ece(probabilities: Probabilities, labels: Numbers, weights: Weights) -> Figure:
    """The expected calibration error with its interval by weights (n, resamples)."""
    sure, right = _judge(probabilities, labels)
    members = (_find_bins(sure) == np.arange(BINS)[:, None]).astype(np.float32)
    gaps = (members * (right - sure).astype(np.float32)) @ weights
    errors = np.abs(gaps).sum(axis=0) / len(labels)
    value = compute_ece(compute_reliability(probabilities, labels))
    return Figure(value, find_centred_interval(errors.astype(np.float64), value), BOOTSTRAP)


def compute_losses(probabilities: Probabilities, labels: Numbers) -> npt.NDArray[np.float64]:
    """The cross-entropy of each picture (n,), as scikit-learn's `log_loss` counts it."""
    return _find_losses(probabilities[np.arange(len(labels)), labels])


def _find_losses(own: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Of the probabilities of the true classes (n,)."""
    least = np.finfo(own.dtype).eps
    return np.asarray(-np.log(np.clip(own, least, 1 - least)), np.float64)


def fit_temperature(probabilities: Probabilities, labels: Numbers) -> float:
    """The temperature with the lowest loss, by Brent's search over its logarithm; the loss has one valley.

    The loss of a temperature is that of `DecisionRule.calibrate`; the logarithms are taken once for all of them.
    """
    from scipy.optimize import minimize_scalar  # takes half a second to import

    logits = find_logits(probabilities)
    below = np.asarray(logits - logits.max(axis=1, keepdims=True), np.float32)
    own = below[np.arange(len(labels)), labels].astype(np.float64)

    def measure(logarithm: float) -> float:
        temperature = np.exp(logarithm)
        sums = np.exp(below / np.float32(temperature)).sum(axis=1, dtype=np.float64)
        return float(_find_losses((np.exp(own / temperature) / sums).astype(np.float32)).mean())

    ends = (float(np.log(COLDEST)), float(np.log(HOTTEST)))
    found = minimize_scalar(measure, bounds=ends, method="bounded", options={"xatol": TOLERANCE})
    return float(np.exp(found.x))


def _judge(probabilities: Probabilities, labels: Numbers) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """The probability of the most probable class, and whether it is the true one, (n,) each."""
    return probabilities.max(axis=1).astype(np.float64), probabilities.argmax(axis=1) == labels


def _find_bins(sure: npt.NDArray[np.float64]) -> Numbers:
    """The bin of each probability; one at an edge is in the lower bin, as in scikit-learn's `calibration_curve`."""
    return np.searchsorted(EDGES[1:-1], sure)
