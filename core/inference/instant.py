"""A classifier of a draft's current pictures, refitted whenever one is added or removed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
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
from core.inference.decision import NOT_SURE, DecisionRule, read_decision, save_decision
from core.inference.verdicts import Verdict, decide_all
from core.intervals import Hits
from core.networks.backbones import LITE2

ONE_BY_ONE = 40  # pictures; beyond, ten folds say nearly the same in a part of the time
FOLDS, SEED = 10, 0
BACKBONE = LITE2  # the better one where photos are few
PLAIN = DecisionRule()


@dataclass(frozen=True)
class Instant:
    """A head fitted to the pictures of a draft: `rows` (n, 1280) and `labels` (n,), indices into `classes`."""

    classes: tuple[str, ...]
    labels: Labels
    rows: Rows
    subspace: Subspace
    head: QuickHead
    view: View

    def predict(self, data: bytes, name: str, rule: DecisionRule = PLAIN) -> Verdict:
        """The answer about one picture by a rule.

        Raises:
            InputError: the picture cannot be read.

        """
        rows = compute_features([take_picture_from_bytes(name, data)], BACKBONE, self.view)
        shares = self.head.compute_probabilities(self.subspace.project(rows))
        (verdict,) = decide_all(self.classes, rule, shares.astype(np.float32))
        return verdict

    def predict_held_out(self) -> "HeldOut":
        """What is said of each picture by a head that was not fitted to it, by cross-validation."""
        n = len(self.labels)
        folds = leave_one_out_folds(self.labels) if n <= ONE_BY_ONE else draw_stratified_folds(self.labels, FOLDS, SEED)
        with one_thread():
            said = predict_out_of_fold(self.rows, self.labels, len(self.classes), folds)
        return HeldOut(self.classes, self.labels, said.astype(np.float32), None if n <= ONE_BY_ONE else FOLDS)


@dataclass(frozen=True)
class HeldOut:
    """The probabilities (n, classes) of pictures that the head was not fitted to; `folds` is None for leave-one-out."""

    classes: tuple[str, ...]
    labels: Labels
    probabilities: Rows
    folds: int | None

    def judge(self, rule: DecisionRule = PLAIN) -> "Judgement":
        """How many of them are answered by a rule, and how many of these answers are right."""
        answers = rule.decide(rule.calibrate(self.probabilities), self.classes)
        answered = answers != NOT_SURE
        return Judgement(int((answers == self.labels).sum()), int(answered.sum()), len(self.labels))


@dataclass(frozen=True)
class Judgement(Hits):
    """`right` of the `n` pictures that are answered, out of `asked`."""

    right: int
    n: int
    asked: int


@dataclass(frozen=True)
class Collection:
    """A draft as what a decision rule is kept for, with the classes that its classifier has now."""

    draft: Draft
    classes: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.draft.draft_id

    @property
    def settings(self) -> Path:
        return self.draft.folder / "decision.json"

    def read_rule(self) -> DecisionRule:
        """The kept rule, without a threshold of a class that is gone, or of two that have become more.

        Raises:
            DamagedFileError: the file is there and cannot be read.

        """
        rule = read_decision(self)
        fits = len(self.classes) == 2 and rule.positive in self.classes
        return rule if fits else replace(rule, threshold=None, positive=None)


def rename_class(draft: Draft, label: str, new: str) -> None:
    """Rename a class of the draft; a threshold that is kept for it follows.

    Raises:
        InputError: the name cannot be used, or what is kept cannot be read.

    """
    collection = Collection(draft, (label, draft.rename_class(label, new)))
    rule = read_decision(collection)
    if rule.positive == label:
        save_decision(collection, replace(rule, positive=collection.classes[1]))


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
