"""Several optimisers let loose from one point of one landscape."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np

from core.concepts.descent.optimizers import RULES, Settings, Step, steps
from core.concepts.descent.surfaces import Array, Point, Surface

FAR = 10  # windows away from the middle of the window: nobody comes back from there


@dataclass(frozen=True)
class Noise:
    """What makes a gradient as uncertain as one of a small batch: normal noise of this standard deviation on each part.

    The same seed gives every optimiser the same noise at the same step, so that a race is fair.
    """

    scale: float = 0.0
    seed: int = 0


EXACT = Noise()


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
    surface: Surface,
    optimizers: Iterable[str],
    start: Point,
    settings: Settings,
    *,
    count: int,
    noise: Noise = EXACT,
) -> tuple[Run, ...]:
    """At most `count` steps of each of the named optimisers from `start`."""
    return tuple(run(surface, name, start, settings, count=count, noise=noise) for name in optimizers)


def run(surface: Surface, optimizer: str, start: Point, settings: Settings, *, count: int, noise: Noise = EXACT) -> Run:
    """At most `count` steps of one optimiser from `start`; each keeps the gradient that it saw, noise and all."""
    origin = np.array(start, dtype=np.float64)
    with np.errstate(all="ignore"):
        taken, diverged_at = _walk(surface, optimizer, origin, settings, count, _add_noise(surface, noise))
        path = np.array([origin, *(step.after for step in taken)])
        losses = surface.value(path[:, 0], path[:, 1])
    lost = ~np.isfinite(losses)
    if lost.any():
        diverged_at = max(int(lost.argmax()), 1)
        path, losses, taken = path[:diverged_at], losses[:diverged_at], taken[: diverged_at - 1]
    return Run(optimizer, path, losses, tuple(taken), diverged_at)


def _add_noise(surface: Surface, noise: Noise) -> Callable[[Array], Array]:
    """The slope as an optimiser sees it, asked for once a step."""
    dice = np.random.default_rng(noise.seed)
    return lambda point: surface.slope(point) + noise.scale * dice.standard_normal(point.shape)


def _walk(
    surface: Surface,
    optimizer: str,
    origin: Array,
    settings: Settings,
    count: int,
    gradient: Callable[[Array], Array],
) -> tuple[list[Step], int | None]:
    """The steps up to the first that leads far outside, and its number; a step that is not finite is not taken."""
    taken: list[Step] = []
    for step in islice(steps(RULES[optimizer], origin, gradient, settings), count):
        if not _is_finite(step):
            return taken, step.t
        taken.append(step)
        if _is_far_outside(surface, step.after):
            return taken, step.t
    return taken, None


def _is_finite(step: Step) -> bool:
    numbers = (step.gradient, step.after) if step.v is None else (step.gradient, step.after, step.v)
    return bool(np.isfinite(numbers).all())


def _is_far_outside(surface: Surface, point: Array) -> bool:
    return any(
        abs(here - (low + high) / 2) > FAR * (high - low)
        for here, (low, high) in zip(point, (surface.x_range, surface.y_range), strict=True)
    )
