"""What the decisions about suspect labels change, measured rather than promised."""

from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from core import files
from core.backbone.quick_head import draw_stratified_folds, predict_out_of_fold
from core.cancel import NEVER, CancelToken
from core.curation.labels.label_check import FOLDS, SEED, LabelCheck, compute_rows
from core.data.datasets import Dataset
from core.intervals import compute_paired_interval, compute_wilson_interval
from core.parallel import Progress, stage

FILE = "label_effect.json"


class Effect(BaseModel):
    """Out-of-fold accuracy on the `n` pictures that no decision touches, before and after the decisions, same folds.

    `difference` is the 95 % interval of the gain. `revision` is the dataset's when it was measured.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    revision: int
    n: int
    before: int
    after: int
    difference: tuple[float, float]

    @property
    def intervals(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The 95 % intervals of the accuracy before and after."""
        return compute_wilson_interval(self.before, self.n), compute_wilson_interval(self.after, self.n)


def measure(
    dataset: Dataset, check: LabelCheck, *, progress: Progress | None = None, cancel: CancelToken = NEVER
) -> Effect:
    """Measure and keep what the decisions so far change for the pictures that they do not touch.

    Raises:
        InputError: a picture is gone or has changed.
        Cancelled: `cancel` asked for it.

    """
    decided = dataset.decisions
    kinds = [decided[record.path].kind if record.path in decided else "keep" for record in check.records]
    untouched = np.array([kind == "keep" for kind in kinds])
    used = np.array([kind != "leave_out" for kind in kinds])
    rows = compute_rows(dataset, check.records, stage(progress, 0, 2), cancel)
    folds = draw_stratified_folds(check.labels, FOLDS, SEED)
    said = np.zeros_like(check.probabilities)
    said[used] = predict_out_of_fold(
        rows[used], _collect_decided_labels(dataset, check)[used], len(dataset.classes), folds[used],
        progress=stage(progress, 1, 2), cancel=cancel,
    )  # fmt: skip
    effect = _compute_effect(dataset.manifest.revision, check, said, untouched)
    files.write_json(dataset.folder / FILE, effect)
    return effect


def load(dataset: Dataset) -> Effect | None:
    """Read the effect of the decisions as they are now; None if it was not measured, or its file is damaged."""
    effect = _read_kept(dataset.folder / FILE)
    return effect if effect and effect.revision == dataset.manifest.revision else None


def find_damaged(dataset: Dataset) -> Path | None:
    """The file of the last measurement if it is there and cannot be read."""
    path = dataset.folder / FILE
    return path if path.exists() and _read_kept(path) is None else None


@files.none_if_damaged
def _read_kept(path: Path) -> Effect | None:
    return files.read_json(path, Effect)


def _compute_effect(revision: int, check: LabelCheck, said: np.ndarray, untouched: np.ndarray) -> Effect:
    before = (check.probabilities.argmax(axis=1) == check.labels)[untouched]
    after = (said.argmax(axis=1) == check.labels)[untouched]
    gained, lost, n = int((after & ~before).sum()), int((before & ~after).sum()), int(untouched.sum())
    difference = compute_paired_interval(gained, lost, n)
    return Effect(revision=revision, n=n, before=int(before.sum()), after=int(after.sum()), difference=difference)


def _collect_decided_labels(dataset: Dataset, check: LabelCheck) -> np.ndarray:
    new = {record.path: record.label for record in dataset.list_pictures()}
    labels = [new.get(record.path, record.label) for record in check.records]
    return np.array([dataset.classes.index(str(label)) for label in labels])
