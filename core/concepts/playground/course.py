"""The training of the playground, update by update, as the browser runs it.

    course = Course(optimizer="adam", settings=Settings(learning_rate=0.03), batch_size=10)
    stage = begin(network)
    for _ in range(100):
        stage = advance(stage, course, x, y)
    stage.network, stage.updates

An epoch goes once through all examples in batches, shuffled anew each time; the last batch may be smaller. The gradient
of a batch is that of its mean loss, plus that of the penalty on the weights. Optimisers and penalties are Keras's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.concepts.activations import Array
from core.concepts.descent.optimizers import RULES, Settings, Step
from core.concepts.network import Network, create, example_losses, forward, trace
from core.concepts.playground.flat import flatten, flatten_gradients, mark_weights, unflatten
from core.concepts.playground.order import shuffle
from core.concepts.playground.penalties import PENALTIES
from core.concepts.playground.scenes import Points

LOSSES = ("crossentropy", "mse", "huber")
"""The losses that the playground offers; cross-entropy is for classes alone."""


@dataclass(frozen=True)
class Course:
    """How a network is trained. `rates` are changes of the learning rate on the way: (from which update, rate)."""

    optimizer: str = "gradient_descent"
    settings: Settings = field(default_factory=Settings)
    penalty: str = "none"
    strength: float = 0.0
    batch_size: int = 10
    seed: int = 0
    rates: tuple[tuple[int, float], ...] = ()

    def settings_at(self, update: int) -> Settings:
        """The settings of the update with that number, counted from 0."""
        rate = self.settings.learning_rate
        for start, changed in self.rates:
            rate = changed if update >= start else rate
        return replace(self.settings, learning_rate=rate)


@dataclass(frozen=True)
class Stage:
    """How far a training has come: the network after so many updates, and what the optimiser remembers."""

    network: Network
    updates: int = 0
    last: Step | None = None


def begin(network: Network) -> Stage:
    return Stage(network)


def advance(stage: Stage, course: Course, x: Array, y: Array) -> Stage:
    """One update on the next batch of examples x (n, inputs) with targets y (n, outputs)."""
    batch = choose_batch(stage.updates, len(x), course)
    gradient = compute_gradient(stage.network, course, x[batch], y[batch])
    rule = RULES[course.optimizer]
    step = rule(flatten(stage.network), gradient, stage.last, course.settings_at(stage.updates))
    return Stage(unflatten(step.after, stage.network), stage.updates + 1, step)


def choose_batch(update: int, n: int, course: Course) -> list[int]:
    """Which of n examples the update with that number, counted from 0, learns from."""
    size = min(course.batch_size, n)
    epoch, place = divmod(update, count_batches(n, size))
    return shuffle(n, seed=course.seed, epoch=epoch)[place * size : (place + 1) * size]


def count_batches(n: int, size: int) -> int:
    return -(-n // size)


def compute_gradient(network: Network, course: Course, x: Array, y: Array) -> Array:
    """The gradient of the batch's mean loss and of the penalty, in one row.

    Raises NotFiniteError where a number is not finite.
    """
    on_loss = flatten_gradients(trace(network, x, y, learning_rate=0.0))
    on_penalty = PENALTIES[course.penalty].gradient(flatten(network)) * mark_weights(network)
    return on_loss + course.strength * on_penalty


def compute_loss(network: Network, x: Array, y: Array) -> float:
    """The mean loss of examples, without the penalty."""
    return float(example_losses(network, forward(network, x)[-1], y).mean())


def create_network(
    inputs: int, hidden: Sequence[int], activation: str, *, classes: int, loss: str, initializer: str, seed: int
) -> Network:
    """The network for so many classes; 0 stands for regression.

    Two classes get one sigmoid, more a softmax, a regression one linear unit.
    """
    outputs, last, named = shape_output(classes, loss)
    sizes, bends = (inputs, *hidden, outputs), (*[activation] * len(hidden), last)
    return create(sizes, bends, loss=named, seed=seed, initializer=initializer)


def shape_output(classes: int, loss: str) -> tuple[int, str, str]:
    """Outputs, their activation, and the loss as `core.concepts.losses` names it."""
    if classes == 0:
        return 1, "linear", "mse" if loss == "crossentropy" else loss
    if classes == 2:
        return 1, "sigmoid", "binary_crossentropy" if loss == "crossentropy" else loss
    return classes, "softmax", "categorical_crossentropy" if loss == "crossentropy" else loss


def make_targets(points: Points, classes: int) -> Array:
    """The targets (n, outputs) of points: 0 or 1, one of many, or the value itself."""
    if classes > 2:
        return np.asarray(np.eye(classes)[points.labels.astype(int)])
    return points.labels[:, None]
