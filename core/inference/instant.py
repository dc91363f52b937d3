"""A classifier of a draft's current pictures, refitted whenever one is added or removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from core.backbone.features import Rows, compute_features, take_picture_from_bytes
from core.backbone.one_thread import one_thread
from core.backbone.quick_head import (
    Labels,
    QuickHead,
    Subspace,
    draw_stratified_folds,
    fit,
    leave_one_out_folds,
    predict_out_of_fold,
)
from core.data.intake.drafts import Draft
from core.data.pixels.decode import Size, read, read_size
from core.data.pixels.view import View, find_usual_most, recommend_view
from core.inference.predict import Guess
from core.intervals import Hits
from core.networks.backbones import LITE2

ONE_BY_ONE = 40  # pictures; beyond, ten folds say nearly the same in a part of the time
FOLDS, SEED = 10, 0
BACKBONE = LITE2  # the better one where photos are few


@dataclass(frozen=True)
class Instant:
    """A head fitted to the pictures of a draft: `rows` (n, 1280) and `labels` (n,), indices into `classes`."""

    classes: tuple[str, ...]
    labels: Labels
    rows: Rows
    subspace: Subspace
    head: QuickHead
    view: View

    def predict(self, data: bytes, name: str) -> list[Guess]:
        """All classes of one picture, the most probable first.

        Raises:
            InputError: the picture cannot be read.

        """
        rows = compute_features([take_picture_from_bytes(name, data)], BACKBONE, self.view)
        (shares,) = self.head.compute_probabilities(self.subspace.project(rows))
        guesses = [Guess(label, float(share)) for label, share in zip(self.classes, shares, strict=True)]
        return sorted(guesses, key=lambda guess: -guess.probability)

    def judge_held_out(self) -> "HeldOut":
        """The accuracy on pictures that the head was not fitted to, by cross-validation."""
        n = len(self.labels)
        folds = leave_one_out_folds(self.labels) if n <= ONE_BY_ONE else draw_stratified_folds(self.labels, FOLDS, SEED)
        with one_thread():
            said = predict_out_of_fold(self.rows, self.labels, len(self.classes), folds)
        right = int((said.argmax(axis=1) == self.labels).sum())
        return HeldOut(right, n, None if n <= ONE_BY_ONE else FOLDS)


@dataclass(frozen=True)
class HeldOut(Hits):
    """`right` of `n` pictures, each predicted by a head fitted without it; `folds` is None for leave-one-out."""

    right: int
    n: int
    folds: int | None


def fit_instant(draft: Draft) -> Instant | None:
    """The classifier of the pictures so far; None until two classes have pictures.

    Raises:
        InputError: a picture cannot be read, or the pretrained weights are missing.

    """
    filled = [label for label in draft.classes if draft.list_pictures(label)]
    if len(filled) < 2:
        return None
    files = [path for label in filled for path in draft.list_pictures(label)]
    labels = np.repeat(np.arange(len(filled)), [len(draft.list_pictures(label)) for label in filled])
    pictures = [(path.name, read(path, path.name)) for path in files]
    view = choose_view([read_size(data, name) for name, data in pictures])
    rows = compute_features([take_picture_from_bytes(name, data) for name, data in pictures], BACKBONE, view)
    with one_thread():
        subspace = Subspace.spanned_by(rows)
        head = fit(subspace.coordinates, labels, len(filled))
    return Instant(tuple(filled), labels, rows, subspace, head, view)


def choose_view(sizes: Sequence[Size]) -> View:
    """The view that suits photos of these shapes."""
    sides = [sorted((size.width, size.height)) for size in sizes]
    elongation = find_usual_most([long / short for short, long in sides])
    return recommend_view(median(short for short, _long in sides), elongation, drawn=False, pretrained=True)


def find_smallest_class(draft: Draft) -> tuple[str, int]:
    """The class with the fewest pictures, and how many it has."""
    counts: Sequence[tuple[str, int]] = [(label, len(draft.list_pictures(label))) for label in draft.classes]
    return min(counts, key=lambda one: one[1])
