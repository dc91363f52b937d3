"""What is to be learned: points of two to five classes, or a value all over the plane.

    points = SCENES["rings"].draw(200, classes=3, noise=0.1, seed=0)
    points.places, points.labels       # (200, 2) in the window, (200,): the class 0, 1, 2, or a value from -1 to 1

The same seed draws the same points. Classes come in turn, so that each has as many points as the others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.concepts.activations import Array

REACH = 3.0
"""The window goes from -REACH to REACH in both directions."""
MOST_CLASSES = 5
GAP = 0.15
"""Half of what lies empty between two neighbouring rings or squares."""
GOLDEN = (np.sqrt(5.0) - 1.0) / 2.0


@dataclass(frozen=True)
class Points:
    """Places (n, 2) and labels (n,): whole numbers from 0 where the labels are classes."""

    places: Array
    labels: Array


@dataclass(frozen=True)
class Scene:
    """A shape that is drawn by chance; `regression` says whether its labels are values instead of classes.

    `make(rng, n, classes)` gives the places and labels without noise. Noise moves the places of classes, and changes
    the values of a regression.
    """

    make: Callable[[np.random.Generator, int, int], Points]
    regression: bool = False

    def draw(self, n: int, *, classes: int, noise: float, seed: int) -> Points:
        rng = np.random.default_rng(seed)
        points = self.make(rng, n, classes)
        if self.regression:
            return Points(points.places, points.labels + rng.normal(0.0, noise, n))
        return Points(points.places + rng.normal(0.0, noise, (n, 2)), points.labels)


def clouds(rng: np.random.Generator, n: int, classes: int) -> Points:
    """Round clouds whose middles stand on a circle; straight lines part them."""
    labels = _take_turns(n, classes)
    middles = _polar(np.full(n, 1.6), 2.0 * np.pi * labels / classes + np.pi / 4.0)
    return Points(middles + rng.normal(0.0, 0.3, (n, 2)), labels)


def rings(rng: np.random.Generator, n: int, classes: int) -> Points:
    """A disc with rings around it, as wide as the disc."""
    labels = _take_turns(n, classes)
    width = 2.6 / classes
    radius = width * labels + rng.uniform(np.where(labels == 0, 0.0, GAP), width - GAP)
    return Points(_polar(radius, 2.0 * np.pi * rng.uniform(size=n)), labels)


def checker(rng: np.random.Generator, n: int, classes: int) -> Points:
    """Squares in which the classes follow each other along rows and columns: with two classes, XOR."""
    labels = _take_turns(n, classes)
    row = rng.integers(0, classes, n)
    column = (labels - row) % classes
    width = 5.2 / classes
    corner = np.stack([column, row], axis=1) * width - 2.6
    return Points(corner + rng.uniform(GAP, width - GAP, (n, 2)), labels)


def spirals(rng: np.random.Generator, n: int, classes: int) -> Points:
    """Arms that wind about each other once around; each is the one before, turned."""
    labels = _take_turns(n, classes)
    radius = np.sqrt(rng.uniform(0.01, 1.0, n))  # as dense outside as inside
    return Points(_polar(2.6 * radius, 2.0 * np.pi * (radius + labels / classes)), labels)


def moons(rng: np.random.Generator, n: int, classes: int) -> Points:
    """Half circles that reach into each other, open below and above in turn."""
    labels = _take_turns(n, classes)
    angle = np.pi * rng.uniform(size=n)
    upper = labels % 2 == 0
    x = labels + np.cos(angle) - (classes - 1) / 2.0
    y = np.where(upper, np.sin(angle), 0.5 - np.sin(angle)) - 0.25
    return Points(np.stack([x, y], axis=1) * 4.8 / (classes + 1), labels)


def slope(rng: np.random.Generator, n: int, _classes: int) -> Points:
    """A plane that rises from one corner to the other."""
    return _valued(rng, n, lambda x1, x2: (x1 + x2) / (2.0 * REACH))


def hills(rng: np.random.Generator, n: int, _classes: int) -> Points:
    """Two hills and two hollows."""
    tops = ((-1.5, -1.5, 1.0), (1.5, 1.5, 1.0), (-1.5, 1.5, -1.0), (1.5, -1.5, -1.0))

    def height(x1: Array, x2: Array) -> Array:
        return np.asarray(sum(sign * np.exp(-((x1 - u) ** 2) - (x2 - v) ** 2) for u, v, sign in tops))

    return _valued(rng, n, height)


def ripple(rng: np.random.Generator, n: int, _classes: int) -> Points:
    """A wave that runs outwards from the middle."""
    return _valued(rng, n, lambda x1, x2: np.cos(2.0 * np.hypot(x1, x2)))


def choose_held_out(n: int, share: float) -> NDArray[np.bool_]:
    """Which of n points (n,) are kept apart for the test: about `share` of them, spread evenly over their order.

    Multiples of the golden ratio, so that adding a point changes nothing for those before it.
    """
    return np.asarray((np.arange(1, n + 1) * GOLDEN) % 1.0 < share)


def _valued(rng: np.random.Generator, n: int, height: Callable[[Array, Array], Array]) -> Points:
    places = rng.uniform(-0.95 * REACH, 0.95 * REACH, (n, 2))
    return Points(places, height(places[:, 0], places[:, 1]))


def _take_turns(n: int, classes: int) -> Array:
    return (np.arange(n) % classes).astype(np.float64)


def _polar(radius: Array, angle: Array) -> Array:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


SCENES: Mapping[str, Scene] = {
    "clouds": Scene(clouds),
    "rings": Scene(rings),
    "checker": Scene(checker),
    "spirals": Scene(spirals),
    "moons": Scene(moons),
    "slope": Scene(slope, regression=True),
    "hills": Scene(hills, regression=True),
    "ripple": Scene(ripple, regression=True),
}
