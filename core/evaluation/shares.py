"""Shares read from a confusion matrix (classes, classes) with true classes down the side."""

import numpy as np


def compute_accuracy(confusion: np.ndarray) -> float:
    return float(confusion.trace() / max(confusion.sum(), 1))


def compute_recalls(confusion: np.ndarray) -> dict[int, float]:
    """The recall of each class that has pictures."""
    totals = confusion.sum(axis=1)
    return {int(place): float(confusion[place, place] / totals[place]) for place in np.flatnonzero(totals)}


def compute_balanced(confusion: np.ndarray) -> float:
    """The mean recall over the classes that have pictures."""
    return float(np.mean(list(compute_recalls(confusion).values()) or [0.0]))
