"""A whole training of the playground, from its points to its losses.

outcome = train(points, held_out, ("x1", "x2"), network, Course(), updates=140)
outcome.losses      # of the training points and of those kept apart
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.concepts.network import Network
from core.concepts.playground.course import Course, advance, begin, compute_loss, make_targets
from core.concepts.playground.features import compute_features
from core.concepts.playground.scenes import Points


@dataclass(frozen=True)
class Outcome:
    """The network after so many updates, and its `losses` on the training and on the test points; NaN without any."""

    network: Network
    updates: int
    losses: tuple[float, float]


def train(
    points: Points,
    held_out: ArrayLike,
    features: Sequence[str],
    network: Network,
    course: Course,
    *,
    classes: int,
    updates: int,
) -> Outcome:
    """So many updates on the points that are not `held_out` (n,); `classes` is 0 for a regression."""
    kept = np.asarray(held_out, dtype=bool)
    x, y = compute_features(features, points.places), make_targets(points, classes)
    stage = begin(network)
    for _update in range(updates):
        stage = advance(stage, course, x[~kept], y[~kept])
    losses = (_measure(stage.network, x[~kept], y[~kept]), _measure(stage.network, x[kept], y[kept]))
    return Outcome(stage.network, stage.updates, losses)


def _measure(network: Network, x: np.ndarray, y: np.ndarray) -> float:
    return compute_loss(network, x, y) if len(x) else float("nan")
