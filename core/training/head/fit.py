"""A new last layer on the backbone's features, trained to convergence: in about a second, since the rest is frozen.

Several strengths of L2 regularisation are trained at once, side by side in one layer. Of those whose validation loss is
within one standard error of the lowest, the strongest is taken (Breiman et al. 1984, the one-standard-error rule): a
few pictures cannot tell them apart, and the stronger one is the safer.

With that strength it is then fitted once more, to the validation pictures too: they have done their part, and more
pictures make a better head. What they said of it was said before.

One layer needs no more than NumPy. Keras, which reaches the same weights, would take longer to load than all the rest.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from core.backbone.examples import Examples
from core.backbone.features import Rows
from core.backbone.head import Head
from core.backbone.one_thread import one_thread
from core.cancel import CancelToken
from core.training.targets import Targets, encode_targets

STRENGTHS = (1e-2, 3e-2, 1e-1, 3e-1)  # times the sum of squares, added to the mean loss
STEPS = 150
RATE = 0.02  # of Adam, falling to nothing along a cosine, so that the last steps settle
MOMENTUM = 0.9  # of Adam's gradients
MEMORY = 0.95  # of Adam's squared gradients: short, since the first ones are far larger than those near the optimum
TINY = 1e-7  # added to the root of the squared gradients
BATCH = 4096  # pictures; up to so many make one step
FEWEST_EPOCHS = 10
SHRINKAGE = 0.1  # of the mean variance, added to each: a feature that hardly varies in few pictures may do so by chance

Labels = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Epoch:
    """One pass over the training pictures: the means of each strength, (strengths,), training and validation."""

    loss: npt.NDArray[np.float64]
    accuracy: npt.NDArray[np.float64]
    val_loss: npt.NDArray[np.float64]
    val_accuracy: npt.NDArray[np.float64]
    seconds: float


@dataclass(frozen=True)
class Fitted:
    """The head that was taken, which of the `strengths` it has, and how all of them learned."""

    head: Head
    chosen: int
    epochs: list[Epoch]
    strengths: tuple[float, ...] = STRENGTHS

    @property
    def strength(self) -> float:
        return self.strengths[self.chosen]


def fit(training: Examples, validation: Examples, classes: int, cancel: CancelToken) -> Fitted:
    """Train a head for `classes`; the same pictures give the same head. `cancel` is asked after every epoch.

    Raises:
        Cancelled: `cancel` asked for it.

    """
    scale = Scale.of(training.rows)
    near, unseen = scale(training.rows), scale(validation.rows)
    units = 1 if classes == 2 else classes
    epochs: list[Epoch] = []
    began = time.perf_counter()
    with one_thread(with_scipy=False):
        for kernel, bias in train_candidates(near, encode_targets(training.labels, classes)):
            seen = _judge(near @ kernel + bias, training.labels, units)
            new = _judge(unseen @ kernel + bias, validation.labels, units)
            epochs.append(Epoch(*seen.compute_means(), *new.compute_means(), seconds=time.perf_counter() - began))
            cancel.raise_if_cancelled()
            began = time.perf_counter()
    chosen = choose_strongest_within_one_error(new.losses)
    mine = slice(chosen * units, (chosen + 1) * units)
    return Fitted(scale.fold(kernel[:, mine], bias[mine]), chosen, epochs)


def fit_again(examples: Examples, strength: float, classes: int, cancel: CancelToken) -> Head:
    """The head of that strength alone, fitted to all of these pictures. `cancel` is asked after every epoch.

    Raises:
        Cancelled: `cancel` asked for it.

    """
    scale = Scale.of(examples.rows)
    with one_thread(with_scipy=False):
        for layer in train_candidates(scale(examples.rows), encode_targets(examples.labels, classes), [strength]):
            cancel.raise_if_cancelled()
            last = layer
    return scale.fold(*last)


def count_epochs(pictures: int) -> int:
    """How many passes over so many training pictures are enough to converge."""
    return max(FEWEST_EPOCHS, -(-STEPS // -(-pictures // BATCH)))


def train_candidates(
    rows: Rows, targets: Targets, strengths: Sequence[float] = STRENGTHS
) -> Iterator[tuple[Rows, Rows]]:
    """The kernel (width, strengths * units) and bias of one linear layer after every epoch, from zeros.

    It holds a head for every strength. They share the rows (n, width) and nothing else, so none changes what another
    learns. The two arrays are changed by the next epoch.
    """
    starts, epochs = range(0, len(rows), BATCH), count_epochs(len(rows))
    layer = np.zeros((rows.shape[1] + 1, len(strengths) * targets.shape[1]), np.float32)  # the bias is its last row
    adam = _Adam(layer, epochs * len(starts))
    for _epoch in range(epochs):
        for start in starts:
            batch = slice(start, start + BATCH)
            adam.step(_compute_gradient(layer, rows[batch], targets[batch], strengths))
        yield layer[:-1], layer[-1]


def _compute_gradient(layer: Rows, rows: Rows, targets: Targets, strengths: Sequence[float]) -> Rows:
    """Of the sum over the strengths: the mean cross-entropy, and the strength times the sum of squares."""
    units = targets.shape[1]
    logits = (rows @ layer[:-1] + layer[-1]).reshape(len(rows), len(strengths), units)
    slopes = (_compute_probabilities(logits) - targets[:, None]).reshape(len(rows), -1) / np.float32(len(rows))
    penalties = 2 * np.repeat(np.array(strengths, np.float32), units)
    return np.vstack([rows.T @ slopes + penalties * layer[:-1], slopes.sum(axis=0)])


def _compute_probabilities(logits: Rows) -> Rows:
    """The softmax of the last axis; of one unit the probability of the second class."""
    if logits.shape[-1] == 1:
        return ((1 + np.tanh(logits / 2)) / 2).astype(np.float32)
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Rows = powers / powers.sum(axis=-1, keepdims=True)
    return shares


class _Adam:
    """Adam (Kingma and Ba 2015) on one array, which it changes in place; its rate falls along a cosine."""

    def __init__(self, values: Rows, steps: int) -> None:
        self._values, self._steps, self._done = values, steps, 0
        self._mean, self._square = np.zeros_like(values), np.zeros_like(values)

    def step(self, gradient: Rows) -> None:
        rate = RATE * (1 + np.cos(np.pi * self._done / self._steps)) / 2
        self._done += 1
        self._mean += np.float32(1 - MOMENTUM) * (gradient - self._mean)
        self._square += np.float32(1 - MEMORY) * (gradient**2 - self._square)
        rate *= np.sqrt(1 - MEMORY**self._done) / (1 - MOMENTUM**self._done)
        self._values -= np.float32(rate) * self._mean / (np.sqrt(self._square) + np.float32(TINY))


@dataclass(frozen=True)
class Scale:
    """Brings every feature to mean 0 and a spread near 1, by the training pictures."""

    mean: Rows
    spread: Rows

    @classmethod
    def of(cls, rows: Rows) -> Self:
        variance = rows.var(axis=0)
        return cls(rows.mean(axis=0), np.sqrt(variance + SHRINKAGE * variance.mean()))

    def __call__(self, rows: Rows) -> Rows:
        scaled: Rows = (rows - self.mean) / self.spread
        return scaled

    def fold(self, kernel: Rows, bias: Rows) -> Head:
        """The head on raw features that says what these weights say of scaled ones."""
        raw = kernel / self.spread[:, None]
        return Head(raw, bias - self.mean @ raw)


@dataclass(frozen=True)
class _Judged:
    """Of each strength and picture: the loss, and whether the class is right; both (strengths, n)."""

    losses: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]

    def compute_means(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        return self.losses.mean(axis=1), self.right.mean(axis=1)


def _judge(logits: Rows, labels: Labels, units: int) -> _Judged:
    """Logits (n, strengths * units) against labels (n,)."""
    each = logits.reshape(len(logits), len(STRENGTHS), units).transpose(1, 0, 2).astype(np.float64)
    if units == 1:
        each = np.concatenate([np.zeros_like(each), each], axis=2)
    logs = each - np.logaddexp.reduce(each, axis=2, keepdims=True)
    return _Judged(-logs[:, np.arange(len(labels)), labels], each.argmax(axis=2) == labels)


def choose_strongest_within_one_error(losses: npt.NDArray[np.float64]) -> int:
    """The last row of `losses` (strengths, n) whose mean is within one standard error of the lowest mean."""
    means = losses.mean(axis=1)
    best = int(means.argmin())
    error = losses[best].std(ddof=1) / np.sqrt(losses.shape[1])
    return int(np.flatnonzero(means <= means[best] + error)[-1])
