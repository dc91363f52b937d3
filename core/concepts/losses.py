"""Losses: one number that says how wrong a prediction is, and the gradient that says which way is better.

    mse = LOSSES["mse"]
    loss = mse.value(prediction, target)      # one number an example
    slope = mse.gradient(prediction, target)  # d loss / d prediction, same shape as the prediction

Shapes: prediction and target are (..., outputs). A value is per example, shape (...): the last axis is reduced, the
others are not. The loss of a batch is the mean over its examples, so a batch's gradient is the mean of theirs.

Conventions, equal to Keras 3: squared error, Huber and binary cross-entropy take the mean over the outputs,
categorical cross-entropy their sum. The textbook form that makes delta = (a - y) f'(z) is another loss, half the
sum of squares, and is named so: `half_squared_error`.

Cross-entropy comes in two forms. From logits it is exact and stable at any size; from probabilities it keeps
probabilities 1e-7 away from 0 and 1, as Keras does, and its gradient is zero beyond that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.concepts.activations import Array, sigmoid, softmax

CLIP = 1e-7
"""How near to 0 or 1 a probability may come before its logarithm is taken (keras.config.epsilon)."""
HUBER_DELTA = 1.0


@dataclass(frozen=True)
class Loss:
    """A loss with its gradient on what it `takes`: the prediction itself, a probability, or a logit."""

    name: str
    takes: Literal["prediction", "probability", "logit"]
    value: Callable[[Array, Array], Array]
    gradient: Callable[[Array, Array], Array]


def mse(a: Array, y: Array) -> Array:
    """Mean squared error: the mean over the outputs of (a - y)^2."""
    return _mean((a - y) ** 2)


def mse_gradient(a: Array, y: Array) -> Array:
    return 2.0 * (a - y) / _outputs(a)


def half_squared_error(a: Array, y: Array) -> Array:
    """Half the sum over the outputs of (a - y)^2; the half cancels the 2 of the derivative."""
    return 0.5 * _sum((a - y) ** 2)


def half_squared_error_gradient(a: Array, y: Array) -> Array:
    return a - y


def huber(a: Array, y: Array) -> Array:
    """Squared near the target, straight beyond `HUBER_DELTA`, so that one outlier cannot rule (Huber, 1964)."""
    error = np.abs(a - y)
    straight = HUBER_DELTA * (error - 0.5 * HUBER_DELTA)
    return _mean(np.where(error <= HUBER_DELTA, 0.5 * error**2, straight))


def huber_gradient(a: Array, y: Array) -> Array:
    return np.clip(a - y, -HUBER_DELTA, HUBER_DELTA) / _outputs(a)


def binary_crossentropy(p: Array, y: Array) -> Array:
    """Mean over the outputs of -(y log p + (1 - y) log(1 - p)), for probabilities."""
    kept = np.clip(p, CLIP, 1.0 - CLIP)
    return -_mean(y * np.log(kept) + (1.0 - y) * np.log1p(-kept))


def binary_crossentropy_gradient(p: Array, y: Array) -> Array:
    kept = np.clip(p, CLIP, 1.0 - CLIP)
    return np.where(kept == p, (kept - y) / (kept * (1.0 - kept)), 0.0) / _outputs(p)


def binary_crossentropy_from_logits(z: Array, y: Array) -> Array:
    """The same for p = sigmoid(z), written as log(1 + e^z) - y z so that no logarithm ever sees a zero."""
    return _mean(np.logaddexp(0.0, z) - y * z)


def binary_crossentropy_from_logits_gradient(z: Array, y: Array) -> Array:
    """sigmoid(z) - y: f' has cancelled, so a confident mistake keeps its full push."""
    return (sigmoid(z) - y) / _outputs(z)


def categorical_crossentropy(p: Array, y: Array) -> Array:
    """-sum_i y_i log p_i, for probabilities; they are first divided by their sum, as Keras does."""
    shares = p / _sum(p)[..., None]
    return -_sum(y * np.log(np.clip(shares, CLIP, 1.0 - CLIP)))


def categorical_crossentropy_gradient(p: Array, y: Array) -> Array:
    total = _sum(p)[..., None]
    shares = p / total
    kept = np.clip(shares, CLIP, 1.0 - CLIP)
    on_shares = np.where(kept == shares, -y / kept, 0.0)
    return (on_shares - _sum(on_shares * shares)[..., None]) / total


def categorical_crossentropy_from_logits(z: Array, y: Array) -> Array:
    """The same for p = softmax(z): log p_i is z_i minus the logarithm of the sum of powers, taken stably."""
    return -_sum(y * log_softmax(z))


def categorical_crossentropy_from_logits_gradient(z: Array, y: Array) -> Array:
    """softmax(z) - y for targets that sum to one; otherwise softmax times that sum, minus y."""
    return softmax(z) * _sum(y)[..., None] - y


def log_softmax(z: Array) -> Array:
    """The logarithm of softmax(z) over the last axis, by no detour through a probability that rounds to zero."""
    largest: Array = np.max(z, axis=-1, keepdims=True)
    shifted = z - largest
    return shifted - np.log(_sum(np.exp(shifted)))[..., None]


def _sum(x: Array) -> Array:
    return np.asarray(np.sum(x, axis=-1), dtype=np.float64)


def _mean(x: Array) -> Array:
    return np.asarray(np.mean(x, axis=-1), dtype=np.float64)


def _outputs(x: Array) -> int:
    return int(x.shape[-1])


_KNOWN = (
    Loss("mse", "prediction", mse, mse_gradient),
    Loss("half_squared_error", "prediction", half_squared_error, half_squared_error_gradient),
    Loss("huber", "prediction", huber, huber_gradient),
    Loss("binary_crossentropy", "probability", binary_crossentropy, binary_crossentropy_gradient),
    Loss("categorical_crossentropy", "probability", categorical_crossentropy, categorical_crossentropy_gradient),
    Loss(
        "binary_crossentropy_from_logits", "logit",
        binary_crossentropy_from_logits, binary_crossentropy_from_logits_gradient,
    ),
    Loss(
        "categorical_crossentropy_from_logits", "logit",
        categorical_crossentropy_from_logits, categorical_crossentropy_from_logits_gradient,
    ),
)  # fmt: skip

LOSSES: Mapping[str, Loss] = {loss.name: loss for loss in _KNOWN}
