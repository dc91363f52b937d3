"""What squared error and cross-entropy say to the logits of one prediction, and what a prediction makes of it.

    trace = loss_trace(logits, target)  # logits (n, 1): sigmoid, target 0 or 1; (n, k): softmax, the target's class
    trace.cross_entropy.on_logits       # p - y: as large as the mistake
    trace.squared.on_logits             # the same times f'(z): next to nothing where f saturates

Both losses look at the same probabilities. Squared error sends its gradient back through the slope of sigmoid or
softmax, which is flat exactly where a prediction is sure, also when it is sure of the wrong thing. The logarithm in
cross-entropy cancels that slope.
"""

from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array, sigmoid, sigmoid_derivative, softmax, softmax_jacobian
from core.concepts.losses import LOSSES

REACH = 8.0
"""Logits in the pictures go from -REACH to REACH."""
SPREAD = 3.0
"""The standard deviation of logits that are drawn by chance: many are sure, right or wrong."""
STEP = 0.05
CORNERS = 48
"""The triangle of three probabilities is covered by this many steps along a side."""


@dataclass(frozen=True)
class LossSide:
    """One loss at n predictions: `value` (n,), its gradient `on_probabilities` and `on_logits` (n, outputs)."""

    value: Array
    on_probabilities: Array
    on_logits: Array


@dataclass(frozen=True)
class LossTrace:
    """`logits`, `probabilities` and the one-hot (or 0/1) `target`, all (n, outputs), with both losses."""

    logits: Array
    probabilities: Array
    target: Array
    cross_entropy: LossSide
    squared: LossSide


@dataclass(frozen=True)
class Descent:
    """Gradient descent on the logits themselves: the probability of the right class (steps + 1,) under each loss."""

    cross_entropy: Array
    squared: Array


def loss_trace(logits: Array, target: int) -> LossTrace:
    """Both losses at logits (n, outputs). With one output the target is 0 or 1, else the index of the right class."""
    one_output = logits.shape[-1] == 1
    y = np.full_like(logits, target) if one_output else np.tile(np.eye(logits.shape[-1])[target], (len(logits), 1))
    p = sigmoid(logits) if one_output else softmax(logits)
    kind = "binary_crossentropy" if one_output else "categorical_crossentropy"
    on_logits, on_probabilities = LOSSES[f"{kind}_from_logits"], LOSSES[kind]
    cross_entropy = LossSide(on_logits.value(logits, y), on_probabilities.gradient(p, y), on_logits.gradient(logits, y))
    on_p = LOSSES["mse"].gradient(p, y)
    squared = LossSide(LOSSES["mse"].value(p, y), on_p, _through_output(logits, on_p))
    return LossTrace(logits, p, y, cross_entropy, squared)


def _through_output(logits: Array, on_p: Array) -> Array:
    """From the gradient on probabilities to the one on logits: times sigmoid's slope, or times softmax's Jacobian."""
    if logits.shape[-1] == 1:
        return on_p * sigmoid_derivative(logits)
    return np.asarray(np.einsum("ni,nij->nj", on_p, softmax_jacobian(logits)), dtype=np.float64)


def descend(logits: Array, target: int, *, learning_rate: float, steps: int) -> Descent:
    """Take `steps` steps of gradient descent from logits (outputs,), once under each loss."""
    return Descent(
        _probabilities_on_the_way(logits, target, "cross_entropy", learning_rate, steps),
        _probabilities_on_the_way(logits, target, "squared", learning_rate, steps),
    )


def _probabilities_on_the_way(start: Array, target: int, side: str, learning_rate: float, steps: int) -> Array:
    logits, seen = start[None, :].copy(), []
    for _step in range(steps + 1):
        trace = loss_trace(logits, target)
        seen.append(right_probability(trace, target)[0])
        chosen: LossSide = getattr(trace, side)
        logits = logits - learning_rate * chosen.on_logits
    return np.array(seen)


def right_probability(trace: LossTrace, target: int) -> Array:
    """The probability that each prediction gives to what is right (n,)."""
    p = trace.probabilities
    if p.shape[-1] == 1:
        p = np.hstack([1.0 - p, p])
    return np.asarray(p[:, target], dtype=np.float64)


def drawn_logits(seed: int, outputs: int) -> tuple[Array, int]:
    """A prediction drawn by chance: logits (outputs,) to two decimals, and the right answer, both by `seed` alone."""
    dice = np.random.default_rng(seed)
    logits = np.clip(dice.normal(0.0, SPREAD, outputs), -REACH, REACH).round(2)
    return logits, int(dice.integers(max(outputs, 2)))


def logit_line(point: float) -> Array:
    """Logits (n, 1) from -REACH to REACH with `point` among them."""
    even = np.round(np.arange(-REACH, REACH + STEP / 2, STEP), 10)
    return np.union1d(even, [point])[:, None]


def logit_triangle(point: Array) -> Array:
    """Logits (n, 3) whose softmax covers the triangle of three probabilities evenly; `point` (3,) is the last one.

    Softmax does not see a shift, so each row is shifted to the mean 0. The corners stay just outside.
    """
    i, j = np.indices((CORNERS + 1, CORNERS + 1)).reshape(2, -1)
    inside = i + j <= CORNERS
    shares = np.stack([i, j, CORNERS - i - j], axis=1)[inside] + 0.02
    logits = np.log(shares)
    return np.vstack([np.round(logits - logits.mean(axis=1, keepdims=True), 3), point])
