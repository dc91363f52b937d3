"""Points of the plane that a generator is to imitate, and how many of their groups it has found.

find_target("ring").draw(rng, 64)
find_target(OWN, ((-0.5, 0.2), (0.1, 0.8))).draw(rng, 64)     # near places that a person has drawn
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array

SPREAD = 0.05
"""The standard deviation of a group."""
NEAR = 4 * SPREAD
"""A point this near to a group's centre belongs to it."""
FOUND = 0.02
"""A group counts as found when this share of the points belongs to it."""
REACH = 1.25
"""All points lie between minus and plus this number, but for a stray one."""
OWN = "own"
"""The target that a person has drawn."""


@dataclass(frozen=True)
class Target:
    """`draw(rng, n)` gives (n, 2) points; `centres` (groups, 2) are those of its groups, empty where it has none."""

    draw: Callable[[np.random.Generator, int], Array]
    centres: Array


def _groups(centres: Array) -> Target:
    def draw(rng: np.random.Generator, n: int) -> Array:
        chosen = centres[rng.integers(len(centres), size=n)]
        return np.asarray(chosen + rng.normal(0.0, SPREAD, (n, 2)))

    return Target(draw, centres)


def _on_circle(count: int, radius: float) -> Array:
    angle = 2 * np.pi * np.arange(count) / count
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _line(rng: np.random.Generator, n: int) -> Array:
    along = rng.uniform(-0.8, 0.8, n)
    return np.stack([along, 0.5 * along], axis=1) + rng.normal(0.0, SPREAD, (n, 2))


def _circle(rng: np.random.Generator, n: int) -> Array:
    angle = rng.uniform(0.0, 2 * np.pi, n)
    return 0.8 * np.stack([np.cos(angle), np.sin(angle)], axis=1) + rng.normal(0.0, SPREAD, (n, 2))


NOWHERE = np.zeros((0, 2))
TARGETS: Mapping[str, Target] = {
    "line": Target(_line, NOWHERE),
    "circle": Target(_circle, NOWHERE),
    "two": _groups(np.array([[-0.6, -0.3], [0.6, 0.3]])),
    "ring": _groups(_on_circle(8, 0.8)),
    "grid": _groups(np.stack(np.meshgrid([-0.8, 0.0, 0.8], [-0.8, 0.0, 0.8]), axis=-1).reshape(-1, 2)),
}


def find_target(name: str, drawn: Sequence[tuple[float, float]] = ()) -> Target:
    """The target of that name; `drawn` are the places of a person's own, each met as often as any other."""
    return Target(_groups(np.array(drawn)).draw, NOWHERE) if name == OWN else TARGETS[name]


def share_of_groups(points: Array, centres: Array) -> Array:
    """Which share of the points (n, 2) lies near each centre (groups,)."""
    apart = np.linalg.norm(points[:, None] - centres, axis=-1)
    return np.asarray((apart < NEAR).mean(axis=0))
