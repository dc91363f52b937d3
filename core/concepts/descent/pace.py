"""How fast gradient descent with momentum comes near a minimum, for every learning rate and momentum.

    curvatures = measure_curvatures(SURFACES["ravine"])     # (2,): 0.1 and 10
    pace = trace_pace(curvatures, rate=0.18, momentum=0.9)
    pace.left                                               # 0.949: what a step leaves of the distance in the long run
    find_best_pair(curvatures)                              # (0.331, 0.669): no other pair leaves less

Near a minimum each direction in which the surface bends by c goes its own way: the velocity becomes v' = βv − αcx and
the distance x' = x + v', so x'' = (1 + β − αc) x' − βx. Such a distance shrinks like the powers of the larger root of
z² − (1 + β − αc) z + β. Where the roots are complex it swings, and both have the size √β; where they are real it
creeps. The slower direction tells. B. Polyak, Some methods of speeding up the convergence of iteration methods, 1964.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.concepts.descent.surfaces import Array, Surface

NUDGE = 1e-5  # of a place, for the curvature there


@dataclass(frozen=True)
class Pace:
    """Of one pair, by direction: the size of the larger root (2,), and whether it `swings` (2,) or creeps.

    `left` is what a step leaves of the distance in the long run: the larger of both; from 1 on nothing is won. `best`
    is the pair of rate and momentum that leaves least, and `best_left` what it leaves.
    """

    roots: Array
    swings: NDArray[np.bool_]
    left: float
    best: tuple[float, float]
    best_left: float


def measure_curvatures(surface: Surface) -> Array:
    """How much the surface bends at the first of its minima, (2,): along its flattest and its steepest direction."""
    place = np.array(surface.minima[0], dtype=np.float64)
    sides = [(surface.slope(place + nudge) - surface.slope(place - nudge)) / (2 * NUDGE) for nudge in np.eye(2) * NUDGE]
    return np.linalg.eigvalsh(np.array(sides))


def trace_pace(curvatures: Array, rate: float, momentum: float) -> Pace:
    best = find_best_pair(curvatures)
    roots = find_larger_roots(curvatures, rate, momentum)
    swings = (1.0 + momentum - rate * curvatures) ** 2 < 4.0 * momentum
    return Pace(roots, swings, float(roots.max()), best, float(find_larger_roots(curvatures, *best).max()))


def find_larger_roots(curvatures: Array, rates: ArrayLike, momenta: ArrayLike) -> Array:
    """The size of the larger root by curvature, in the first place, for pairs of any shape."""
    momenta = np.asarray(momenta, dtype=np.float64)
    middle = 1.0 + momenta - np.multiply.outer(curvatures, rates)
    square = middle**2 - 4.0 * momenta
    creeping = (np.abs(middle) + np.sqrt(np.maximum(square, 0.0))) / 2.0
    return np.where(square < 0.0, np.sqrt(momenta), creeping)


def find_best_pair(curvatures: Array) -> tuple[float, float]:
    """The learning rate and the momentum that leave least of the distance: Polyak's."""
    flat, steep = np.sqrt(curvatures)
    return float((2.0 / (flat + steep)) ** 2), float(((steep - flat) / (steep + flat)) ** 2)


def count_steps(left: ArrayLike, times: float = 10.0) -> Array:
    """After how many steps the distance is so many times smaller; infinite where a step leaves all of it or more."""
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.log(times) / -np.log(np.asarray(left, dtype=np.float64))
    return np.where(np.asarray(left) < 1.0, steps, np.inf)
