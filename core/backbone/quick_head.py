"""A small head on frozen features, fitted within the time of a click: logistic regression, without Keras.

Usage:
    subspace = Subspace.spanned_by(rows)               # (n, 1280) features of the training pictures
    head = fit(subspace.coordinates, labels, classes=2)
    head.compute_probabilities(subspace.project(new_rows))     # (m, 2)

Every row is brought to length 1, so that the cosine between pictures is what counts. No picture's features then depend
on any other picture, and leaving one out is exactly leaving it out.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from core.backbone.logistic import fit_logistic
from core.cancel import NEVER, CancelToken
from core.parallel import Progress, tell

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]
STRENGTH = 100.0  # scikit-learn's C; of 10, 100 and 1,000 the one with the lowest log loss out of fold on 2,000 photos
MOST_STEPS = 300


@dataclass(frozen=True)
class Subspace:
    """The space that n pictures span, of at most n dimensions. A head fitted there is exactly the one in all 1,280.

    The penalty pulls weights towards zero, so they never leave the span of the training pictures.
    """

    axes: Array
    coordinates: Array

    @classmethod
    def spanned_by(cls, rows: npt.ArrayLike) -> "Subspace":
        unit = normalize_rows(rows)
        if len(unit) >= unit.shape[1]:
            return cls(np.eye(unit.shape[1]), unit)
        axes = np.linalg.qr(unit.T)[0]
        return cls(axes, unit @ axes)

    def project(self, rows: npt.ArrayLike) -> Array:
        """The coordinates of other pictures; the head ignores what lies outside the span."""
        coordinates: Array = normalize_rows(rows) @ self.axes
        return coordinates


@dataclass(frozen=True)
class QuickHead:
    """Weights (classes, d) and biases (classes,) of one linear layer before a softmax."""

    weights: Array
    biases: Array

    def logits(self, coordinates: Array) -> Array:
        logits: Array = coordinates @ self.weights.T + self.biases
        return logits

    def compute_probabilities(self, coordinates: Array) -> Array:
        """The softmax of the logits, (n, classes)."""
        logits = self.logits(coordinates)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: Array = powers / powers.sum(axis=1, keepdims=True)
        return shares


def normalize_rows(rows: npt.ArrayLike) -> Array:
    """Every row divided by its length; a row of zeros stays."""
    array = np.asarray(rows, dtype=np.float64)
    lengths = np.linalg.norm(array, axis=1, keepdims=True)
    unit: Array = array / np.where(lengths > 0, lengths, 1.0)
    return unit


def fit(coordinates: Array, labels: Labels, classes: int, strength: float = STRENGTH) -> QuickHead:
    """Fit a head to these pictures; a class without pictures among them gets no probability."""
    present = np.unique(labels)
    weights = np.zeros((classes, coordinates.shape[1]))
    biases = np.full(classes, -np.inf)
    biases[present] = 0.0
    if len(present) == 1:
        return QuickHead(weights, biases)
    places = np.searchsorted(present, labels)
    weights[present], biases[present] = fit_logistic(coordinates, places, strength, MOST_STEPS)
    return QuickHead(weights, biases)


def predict_out_of_fold(
    rows: npt.ArrayLike,
    labels: Labels,
    classes: int,
    folds: Labels,
    *,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
) -> Array:
    """Probabilities (n, classes) of every picture by a head that was fitted without the picture's fold.

    Args:
        rows: (n, 1280) features.
        labels: (n,) places of the classes.
        classes: how many there are.
        folds: (n,) the number of each picture's fold, see `draw_stratified_folds` and `leave_one_out_folds`.
        progress: called with (done, total) after each fold.
        cancel: asked between folds.

    Raises:
        Cancelled: `cancel` asked for it.

    """
    coordinates, said = Subspace.spanned_by(rows).coordinates, np.zeros((len(labels), classes))
    numbers = np.unique(folds)
    head = partial(fit, classes=classes)
    for done, number in enumerate(numbers, start=1):
        cancel.raise_if_cancelled()
        left_out = folds == number
        said[left_out] = head(coordinates[~left_out], labels[~left_out]).compute_probabilities(coordinates[left_out])
        tell(progress, done, len(numbers))
    return said


def draw_stratified_folds(labels: Labels, folds: int, seed: int) -> Labels:
    """A fold for every picture, so that each class is spread evenly over the folds; drawn by `seed`."""
    dice, numbers = np.random.default_rng(seed), np.zeros(len(labels), np.intp)
    for place, label in enumerate(np.unique(labels)):
        members = dice.permutation(np.flatnonzero(labels == label))
        numbers[members] = (np.arange(len(members)) + place) % folds
    return numbers


def leave_one_out_folds(labels: Labels) -> Labels:
    """A fold of its own for every picture: leave one out."""
    return np.arange(len(labels))
