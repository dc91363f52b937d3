"""A new last layer on the backbone's features, trained to convergence: in about a second, since the rest is frozen.

Several strengths of L2 regularisation are trained at once, side by side in one layer. Of those whose validation loss is
within one standard error of the lowest, the strongest is taken (Breiman et al. 1984, the one-standard-error rule): a
few pictures cannot tell them apart, and the stronger one is the safer.
"""

import time
from dataclasses import dataclass
from typing import Any, Self

import keras
import numpy as np
import numpy.typing as npt
from keras import ops

from core.backbone.examples import Examples
from core.backbone.features import Rows
from core.backbone.head import Head
from core.cancel import CancelToken
from core.training.feeding import encode_targets

STRENGTHS = (1e-2, 3e-2, 1e-1, 3e-1)  # times the sum of squares, added to the mean loss
STEPS = 150
RATE = 0.02  # of Adam, falling to nothing along a cosine, so that the last steps settle
MEMORY = 0.95  # of Adam's squared gradients: short, since the first ones are far larger than those near the optimum
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
    batches = _batches(near, encode_targets(training.labels, classes))
    count = count_epochs(len(near))
    model = _build_candidates(near.shape[1], units, count * len(batches))
    epochs: list[Epoch] = []
    for _epoch in range(count):
        began = time.perf_counter()
        for batch in batches:
            model.train_on_batch(*batch)
        kernel, bias = model.get_weights()
        seen = _judge(near @ kernel + bias, training.labels, units)
        new = _judge(unseen @ kernel + bias, validation.labels, units)
        epochs.append(Epoch(*seen.compute_means(), *new.compute_means(), seconds=time.perf_counter() - began))
        cancel.raise_if_cancelled()
    chosen = choose_strongest_within_one_error(new.losses)
    mine = slice(chosen * units, (chosen + 1) * units)
    return Fitted(scale.fold(kernel[:, mine], bias[mine]), chosen, epochs)


def count_epochs(pictures: int) -> int:
    """How many passes over so many training pictures are enough to converge."""
    return max(FEWEST_EPOCHS, -(-STEPS // -(-pictures // BATCH)))


def _batches(rows: Rows, wanted: Rows) -> list[tuple[Any, Any]]:
    """Pairs of features and targets, in the backend's own memory."""
    starts = range(0, len(rows), BATCH)
    return [tuple(ops.convert_to_tensor(part[start : start + BATCH]) for part in (rows, wanted)) for start in starts]


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


def _build_candidates(width: int, units: int, steps: int) -> keras.Model:
    """One linear layer with a head of `units` for every strength; they share their input and nothing else."""
    features = keras.Input((width,))
    layer = keras.layers.Dense(len(STRENGTHS) * units, kernel_initializer="zeros", kernel_regularizer=_Strengths(units))
    model = keras.Model(features, layer(features))
    rate = keras.optimizers.schedules.CosineDecay(RATE, steps)
    model.compile(keras.optimizers.Adam(rate, beta_2=MEMORY), loss=_SumOfLosses(units), jit_compile=False)
    return model


class _Strengths(keras.regularizers.Regularizer):
    """Each candidate's sum of squares times its own strength."""

    def __init__(self, units: int) -> None:
        self.strengths = np.repeat(np.array(STRENGTHS, np.float32), units)

    def __call__(self, kernel: Any) -> Any:
        return ops.sum(self.strengths * ops.sum(ops.square(kernel), axis=0))


class _SumOfLosses(keras.losses.Loss):
    """The cross-entropies of all candidates, summed; so none changes what another learns."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.units = units

    def call(self, wanted: Any, logits: Any) -> Any:
        each = ops.reshape(logits, (-1, len(STRENGTHS), self.units))
        wanted = ops.expand_dims(wanted, 1)
        if self.units == 1:
            losses = ops.softplus(each[..., 0]) - wanted[..., 0] * each[..., 0]
        else:
            losses = ops.logsumexp(each, axis=-1) - ops.sum(wanted * each, axis=-1)
        return ops.sum(losses, axis=-1)
