"""Points of two classes in the plane: the shapes that a small network is asked to tell apart.

    x, y = POINT_SETS["circles"].draw(100, noise=0.1, seed=0)   # x (100, 2), y (100, 1) of 0 and 1

Every shape has as many points of one class as of the other; the same seed draws the same points.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array

TURNS = 1.0
"""How far an arm of the spirals winds, in turns. Two turns take a deeper network than the one shown."""
GAP = 0.15
"""Half the width of the empty cross between the four squares of `xor`."""


@dataclass(frozen=True)
class PointSet:
    """A shape: `shape(rng, y)` places the points (n, 2) of the classes y (n,); `low` and `high` are its window.

    `rate` is a learning rate under which eight tanh units learn it within 100 epochs.
    """

    shape: Callable[[np.random.Generator, Array], Array]
    low: tuple[float, float] = (-1.7, -1.5)
    high: tuple[float, float] = (1.7, 1.5)
    rate: float = 5.0

    def draw(self, n: int, *, noise: float, seed: int) -> tuple[Array, Array]:
        """Points x (n, 2), each moved by normal noise, and their classes y (n, 1), 0 and 1 in turn."""
        rng = np.random.default_rng(seed)
        y = (np.arange(n) % 2).astype(np.float64)
        return self.shape(rng, y) + rng.normal(0.0, noise, (n, 2)), y[:, None]


def moons(rng: np.random.Generator, y: Array) -> Array:
    """Two half circles that reach into each other."""
    angle = np.pi * rng.uniform(size=len(y))
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lower = np.stack([1.0 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
    return np.where(y[:, None] == 1, lower, upper)


def circles(rng: np.random.Generator, y: Array) -> Array:
    """A circle of radius ½ within one of radius 1."""
    radius, angle = np.where(y == 1, 0.5, 1.0), 2.0 * np.pi * rng.uniform(size=len(y))
    return _polar(radius, angle)


def xor(rng: np.random.Generator, y: Array) -> Array:
    """Four squares: class 1 where the two coordinates have different signs."""
    x1, x2 = rng.uniform(GAP, 1.0, (2, len(y)))
    side = rng.choice([-1.0, 1.0], len(y))
    return np.stack([side * x1, np.where(y == 1, -side, side) * x2], axis=1)


def spirals(rng: np.random.Generator, y: Array) -> Array:
    """Two arms that wind about each other: the one is the other, turned by half a turn."""
    radius = np.sqrt(rng.uniform(0.04, 1.0, len(y)))  # as dense outside as inside
    return 1.2 * _polar(radius, 2.0 * np.pi * TURNS * radius + np.pi * y)


def blobs(rng: np.random.Generator, y: Array) -> Array:
    """Two round clouds that a straight line parts."""
    middle = np.where(y[:, None] == 1, [0.8, 0.5], [-0.8, -0.5])
    return middle + rng.normal(0.0, 0.2, (len(y), 2))


def _polar(radius: Array, angle: Array) -> Array:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


POINT_SETS: Mapping[str, PointSet] = {
    "moons": PointSet(moons, low=(-1.6, -1.1), high=(2.6, 1.6)),
    "circles": PointSet(circles, rate=2.0),
    "xor": PointSet(xor),
    "spirals": PointSet(spirals, rate=10.0),
    "blobs": PointSet(blobs),
}
