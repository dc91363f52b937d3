"""What the random generator is asked for, in few words."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

Thing = TypeVar("Thing")
Dice = np.random.Generator


def pick(rng: Dice, things: Sequence[Thing]) -> Thing:
    return things[int(rng.integers(len(things)))]


def pick_by_weight(rng: Dice, weights: Mapping[str, float]) -> str:
    """One of the names, as often as its weight says."""
    names = list(weights)
    edges = np.cumsum(list(weights.values()))
    return names[int(np.searchsorted(edges, rng.uniform(0, edges[-1]), side="right"))]


def happens(rng: Dice, share: float) -> bool:
    return bool(rng.uniform() < share)


def draw_between(rng: Dice, low: float, high: float) -> float:
    return float(rng.uniform(low, high))
