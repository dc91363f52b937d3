"""One whole training, small enough to look at: one hidden layer, gradient descent on all points of a plane at once.

    history = train(Training(units=8, rate=5.0, seed=0))
    history.losses[0], history.losses[-1]   # before and after
    history.steps[12]                       # every number of the step from epoch 12 to epoch 13
    history.maps[12]                        # what the network says all over the plane after 12 epochs

An epoch is one turn of the loop: forward, loss, backward, update. As every step uses all examples, epoch and step are
the same here.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from core.concepts.activations import ACTIVATIONS, Array
from core.concepts.network import Network, NotFiniteError, Trace, create, forward, trace
from core.concepts.points import POINT_SETS

BENDS = tuple(name for name in ACTIVATIONS if name != "gelu")
"""The activations for the hidden layer. Not GELU: NumPy has no error function, and a training needs a million."""
EXAMPLES = 100
EPOCHS = 100
SIDE = 24
"""The map of the plane has SIDE x SIDE places."""


@dataclass(frozen=True)
class Training:
    """What is asked for: the hidden layer, how its weights start, the step, and the points: one of `POINT_SETS`."""

    units: int = 8
    activation: str = "tanh"
    initializer: str = "glorot_uniform"
    rate: float = 5.0
    noise: float = 0.12
    seed: int = 0
    points: str = "moons"


@dataclass(frozen=True)
class History:
    """A training with all that was: n examples x (n, 2) and y (n, 1), and for each epoch e from 0 on

    steps[e]: every number of the step that leads from epoch e to the next, losses[e], accuracies[e], and
    maps[e] (SIDE, SIDE): the probability of class 1 all over the plane, bottom row first.
    `overflowed` says that numbers grew past what a float64 holds; the epochs before that are there.
    """

    training: Training
    x: Array
    y: Array
    steps: tuple[Trace, ...]
    losses: Array
    accuracies: Array
    maps: Array
    overflowed: bool


@lru_cache(maxsize=4)
def train(training: Training) -> History:
    """Train for EPOCHS epochs, or until a number is no longer finite."""
    plane = POINT_SETS[training.points]
    x, y = plane.draw(EXAMPLES, noise=training.noise, seed=training.seed)
    steps, overflowed = _steps(_fresh(training), x, y, training.rate)
    losses = np.array([step.loss for step in steps])
    accuracies = np.array([np.mean((step.layers[-1].a > 0.5) == (y > 0.5)) for step in steps])
    maps = np.stack([probability_map(step.network, plane.low, plane.high) for step in steps])
    return History(training, x, y, tuple(steps), losses, accuracies, maps, overflowed)


def _fresh(training: Training) -> Network:
    return create(
        (2, training.units, 1),
        (training.activation, "sigmoid"),
        loss="binary_crossentropy",
        seed=training.seed,
        initializer=training.initializer,
    )


def _steps(network: Network, x: Array, y: Array, rate: float) -> tuple[list[Trace], bool]:
    steps: list[Trace] = []
    for _epoch in range(EPOCHS + 1):
        try:
            steps.append(trace(network, x, y, learning_rate=rate))
        except NotFiniteError:
            return steps, True
        network = steps[-1].after
    return steps, False


def probability_map(network: Network, low: ArrayLike, high: ArrayLike) -> Array:
    """What the network says from corner `low` to `high` of the plane: (SIDE, SIDE), row by row from the bottom."""
    across, up = (np.linspace(start, end, SIDE) for start, end in zip(np.asarray(low), np.asarray(high), strict=True))
    places = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    return forward(network, places)[-1].a.reshape(SIDE, SIDE)
