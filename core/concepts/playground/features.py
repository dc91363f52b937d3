"""What of a place (x1, x2) goes into the network: the coordinates themselves, or functions of them.

    inputs = compute_features(("x1", "x1x2"), places)   # (n, 2) from places (n, 2)

A network without a hidden layer parts the plane by a straight line in its inputs; with x1 x2 among them, XOR is one.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from core.concepts.activations import Array

WAVES = 2.0
"""sin(WAVES x) has two periods over the window, about."""

FEATURES: Mapping[str, Callable[[Array, Array], Array]] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1x1": lambda x1, x2: x1 * x1,
    "x2x2": lambda x1, x2: x2 * x2,
    "x1x2": lambda x1, x2: x1 * x2,
    "sin1": lambda x1, x2: np.sin(WAVES * x1),
    "sin2": lambda x1, x2: np.sin(WAVES * x2),
}


def compute_features(names: Sequence[str], places: Array) -> Array:
    """The inputs (n, features) that the named features make of places (n, 2)."""
    x1, x2 = places[:, 0], places[:, 1]
    return np.stack([FEATURES[name](x1, x2) for name in names], axis=1)
