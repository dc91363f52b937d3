"""Several optimisers let loose from one point of one landscape."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np

from core.concepts.optimizers import RULES, Settings, Step, steps
from core.concepts.surfaces import Array, Point, Surface

FAR = 10  # windows away from the middle of the window: nobody comes back from there


@dataclass(frozen=True)
class Run:
    """How one optimiser fared.

    `path` of shape (n + 1, 2) and `losses` of shape (n + 1,) begin with the starting point; `steps[t - 1]` leads from
    `path[t - 1]` to `path[t]`. A run that leads far outside the window, or to a height or a slope that is not finite,
    is cut and `diverged_at` is the step that led there; else it is None. Only a start can have no finite height.
    """

    optimizer: str
    path: Array
    losses: Array
    steps: tuple[Step, ...]
    diverged_at: int | None


def race(
    surface: Surface, optimizers: Iterable[str], start: Point, settings: Settings, *, count: int
) -> tuple[Run, ...]:
    """At most `count` steps of each of the named optimisers from `start`."""
    return tuple(run(surface, name, start, settings, count=count) for name in optimizers)


def run(surface: Surface, optimizer: str, start: Point, settings: Settings, *, count: int) -> Run:
    """At most `count` steps of one optimiser from `start`."""
    origin = np.array(start, dtype=np.float64)
    with np.errstate(all="ignore"):
        taken, diverged_at = _walk(surface, optimizer, origin, settings, count)
        path = np.array([origin, *(step.after for step in taken)])
        losses = surface.value(path[:, 0], path[:, 1])
    lost = ~np.isfinite(losses)
    if lost.any():
        diverged_at = max(int(lost.argmax()), 1)
        path, losses, taken = path[:diverged_at], losses[:diverged_at], taken[: diverged_at - 1]
    return Run(optimizer, path, losses, tuple(taken), diverged_at)


def _walk(
    surface: Surface, optimizer: str, origin: Array, settings: Settings, count: int
) -> tuple[list[Step], int | None]:
    """The steps up to the first that leads far outside, and its number; a step that is not finite is not taken."""
    taken: list[Step] = []
    for step in islice(steps(RULES[optimizer], origin, surface.slope, settings), count):
        if not _finite(step):
            return taken, step.t
        taken.append(step)
        if _far_outside(surface, step.after):
            return taken, step.t
    return taken, None


def _finite(step: Step) -> bool:
    numbers = (step.gradient, step.after) if step.v is None else (step.gradient, step.after, step.v)
    return bool(np.isfinite(numbers).all())


def _far_outside(surface: Surface, point: Array) -> bool:
    return any(
        abs(here - (low + high) / 2) > FAR * (high - low)
        for here, (low, high) in zip(point, (surface.x_range, surface.y_range), strict=True)
    )
