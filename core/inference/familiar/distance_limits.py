"""How far from the training pictures of a class is usual, and how far is farther than any of them, class by class.

    far, places = ...                                # (n, classes) distances of held-out pictures, and their classes
    limits = find_limits(far, places)                # (classes, 2): usual, and beyond all
    levels = judge(far, limits)                      # (n,): see `Level`
    alarms = count_false_alarms(far, places)         # (classes, 2): called unusual, of so many

A picture is unusual if it is unusual for every class: the empty prediction set of a label-conditional conformal
predictor (Guan and Tibshirani, Prediction and outlier detection in classification problems, JRSS B 84, 2022). So a
class whose pictures differ more has a wider limit, and 4 % of each class's own pictures, not of all together, lie
beyond it. The distance is that to the nearest training pictures in a network's features (Sun, Ming, Zhu and Li,
Out-of-distribution detection with deep nearest neighbors, ICML 2022).
"""

from collections.abc import Sequence
from enum import IntEnum
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt

Distances = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Counts = npt.NDArray[np.int64]

FALSE_ALARMS = 0.04  # of a class's pictures, beyond the usual; the limit of a thousand pictures is off by 0.6 points
FEWEST = 5  # held-out pictures of a class that has limits
FEWEST_TOGETHER = ceil(1 / FALSE_ALARMS) - 1  # of all classes; of fewer the largest is exceeded more often than 4 %
SHRINKAGE = 50  # a class with so many pictures counts as much as all classes together
SPREAD_SHRINKAGE = 20
BEYOND, CONFIDENCE = 2.326, 1.282  # normal quantiles: 99 % of the pictures, with 90 % confidence
FOLDS = 5
NEAR_ZERO = 1e-6  # the distance of a picture that is there twice


class Level(IntEnum):
    """What a distance says about a picture."""

    UNKNOWN = 0  # too few pictures of the nearest class to say
    FAMILIAR = 1
    UNUSUAL = 2  # as one of 25 pictures of the class is, too
    UNLIKE = 3  # farther than 99 of 100 would be, with the uncertainty of few pictures on the picture's side


def find_limits(far: Distances, places: Places) -> Distances:
    """The usual distance of each class and the one beyond which a picture is like none of them, (classes, 2).

    The usual one is the ⌈(n + 1) · 0.96⌉-th smallest of the class's n distances, which a new picture of the class
    exceeds with a probability of at most 4 % whatever their distribution (Vovk, Gammerman and Shafer, Algorithmic
    Learning in a Random World, 2005). For few pictures it is too uncertain, so it is drawn towards what the deviations
    of all classes from their means say, on a scale of logarithms. The far one is the one-sided tolerance limit of a
    normal distribution (Natrella, Experimental Statistics, 1963, section 2-2), its spread drawn towards the common one.

    Args:
        far: (n, classes) distances of pictures that they were not computed with.
        places: (n,) the class of each.

    Returns:
        NaN for a class with fewer than 5 pictures, and for all if there are fewer than 24 in the others together.

    """
    limits = np.full((far.shape[1], 2), np.nan)
    logs = np.log(np.maximum(far[np.arange(len(far)), places], NEAR_ZERO))
    members = {place: logs[places == place] for place in range(far.shape[1])}
    enough = {place: own for place, own in members.items() if len(own) >= FEWEST}
    if sum(map(len, enough.values())) < FEWEST_TOGETHER:
        return limits
    deviations = np.concatenate([own - own.mean() for own in enough.values()])
    common = float((deviations**2).sum() / (len(deviations) - len(enough)))
    for place, own in enough.items():
        usual = _find_usual(own, deviations)
        limits[place] = np.exp([usual, max(usual, _find_far(own, common))])
    return limits


def judge(far: Distances, limits: Distances) -> npt.NDArray[np.intp]:
    """The `Level` of each picture, (n,), from its distances to all classes (n, classes)."""
    levels = np.full(len(far), Level.UNLIKE, np.intp)
    levels[(far <= limits[:, 1]).any(axis=1)] = Level.UNUSUAL
    levels[np.isnan(limits[:, 0])[far.argmin(axis=1)]] = Level.UNKNOWN
    levels[(far <= limits[:, 0]).any(axis=1)] = Level.FAMILIAR
    return levels


def count_false_alarms(far: Distances, places: Places) -> Counts:
    """How many held-out pictures of each class are called unusual or unlike, and of how many, (classes, 2).

    A fifth at a time, by the limits of the other four fifths: the pictures that set a limit say too little of it.
    """
    counts = np.zeros((far.shape[1], 2), np.int64)
    folds = _spread_over_folds(places)
    for fold in range(FOLDS):
        inside = folds == fold
        levels = judge(far[inside], find_limits(far[~inside], places[~inside]))
        known = places[inside][levels != Level.UNKNOWN]
        alarmed = places[inside][levels >= Level.UNUSUAL]
        counts += np.stack([np.bincount(found, minlength=len(counts)) for found in (alarmed, known)], axis=1)
    return counts


def compute_mean_distances(cosines: npt.NDArray[np.float32], nearest: int) -> Distances:
    """One minus the mean of the largest cosines of each row: the `nearest`, or as many as there are; of none, 2."""
    count = min(nearest, cosines.shape[1])
    if count == 0:
        return np.full(len(cosines), 2.0)
    largest = np.partition(cosines, -count, axis=1)[:, -count:]
    far: Distances = 1 - largest.mean(axis=1, dtype=np.float64)
    return far


def compute_class_distances(cosines: npt.NDArray[np.float32], groups: Sequence[Places], nearest: int) -> Distances:
    """The mean distance of each row from the nearest pictures of each class, (n, classes).

    Args:
        cosines: (n, m) with the m training pictures.
        groups: for each class, which of the m are its own.
        nearest: pictures of a class that a distance is the mean of.

    """
    return np.stack([compute_mean_distances(cosines[:, group], nearest) for group in groups], axis=1)


def _find_usual(own: Distances, deviations: Distances) -> float:
    weight = len(own) / (len(own) + SHRINKAGE)
    return weight * _find_quantile(own) + (1 - weight) * (float(own.mean()) + _find_quantile(deviations))


def _find_quantile(values: Distances) -> float:
    """The conformal quantile; of fewer than 24 the largest."""
    place = ceil((len(values) + 1) * (1 - FALSE_ALARMS)) - 1
    return float(np.sort(values)[min(place, len(values) - 1)])


def _find_far(own: Distances, common: float) -> float:
    count = len(own) + SPREAD_SHRINKAGE
    variance = (len(own) * float(own.var(ddof=1)) + SPREAD_SHRINKAGE * common) / count
    a = 1 - CONFIDENCE**2 / (2 * (count - 1))
    b = BEYOND**2 - CONFIDENCE**2 / count
    return float(own.mean()) + (BEYOND + sqrt(BEYOND**2 - a * b)) / a * sqrt(variance)


def _spread_over_folds(places: Places) -> Places:
    """A fold for every picture, each class in turn over all of them."""
    folds = np.zeros(len(places), np.intp)
    for place in np.unique(places):
        members = np.flatnonzero(places == place)
        folds[members] = np.arange(len(members)) % FOLDS
    return folds
