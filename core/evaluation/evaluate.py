"""Evaluate a model on one split of a dataset or all of it, and save its predictions, which every view reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from core import files
from core.cancel import NEVER, CancelToken
from core.data import datasets
from core.data.datasets import Dataset, Summary
from core.data.index import Part
from core.data.pixels.cache import Decoded
from core.errors import InputError
from core.evaluation.report.metrics import Report, compute_report, parse_report
from core.i18n import N_, Message
from core.inference.class_names import match_names
from core.inference.decision import DecisionRule, Indices, check_decision, read_decision
from core.inference.labelled_pictures import LabelledPictures
from core.inference.model import Model
from core.parallel import Progress

NOT_FINITE = N_(
    "The weights are not finite, so the model gives no probabilities. Train another with a learning rate ten times "
    "lower, with clipped gradients, or in float32."
)


ARRAYS = ("classes", "paths", "labels", "probabilities")
REPORT = "figures"  # as text; predictions saved by older versions have none, and it is computed


@dataclass(frozen=True)
class Predictions:
    """The predictions of a model for the pictures of one split.

    `paths` are relative to the dataset's pictures; `labels` (n,) are indices into `classes`; `probabilities` are
    (n, classes), as the model gave them or at the temperature of `rule`, which has decided the answers.
    `known_report` is their report, if it was saved with them.
    """

    classes: tuple[str, ...]
    paths: tuple[str, ...]
    labels: np.ndarray
    probabilities: np.ndarray
    known_report: Report | None = None
    rule: DecisionRule = field(default_factory=DecisionRule)

    @cached_property
    def answers(self) -> Indices:
        """The class that each picture was taken for (n,), whether or not the rule would rather not say."""
        return replace(self.rule, reject_below=None).decide(self.probabilities, self.classes)

    @cached_property
    def certainty(self) -> np.ndarray:
        """How certain each answer is (n,), see `DecisionRule.compute_certainty`."""
        return self.rule.compute_certainty(self.probabilities, self.classes)

    def get_report(self) -> Report:
        """Their report; computed once if it was not saved with them."""
        return self.known_report or self._report

    @cached_property
    def _report(self) -> Report:
        return compute_report(self.classes, self.labels, self.probabilities, self.answers)

    def apply(self, rule: DecisionRule) -> "Predictions":
        """The same predictions of the model, answered by a rule; only of what is as the model gave it.

        Raises:
            InputError: the rule does not suit these classes.

        """
        if rule.is_plain:
            return self
        check_decision(rule, self.classes)
        probabilities, is_judged = rule.calibrate(self.probabilities), replace(rule, reject_below=None).is_plain
        known = self.known_report if is_judged else None
        return replace(self, probabilities=probabilities, rule=rule, known_report=known)

    def find_cell(self, true: int, predicted: int) -> np.ndarray:
        """The indices of the pictures in one cell of the confusion matrix, the most confident first."""
        places = np.flatnonzero((self.labels == true) & (self.answers == predicted))
        return places[np.argsort(-self.probabilities[places, predicted], kind="stable")]


def read_rule(model: Model, classes: Sequence[str]) -> DecisionRule:
    """Read the decision rule for predictions of these classes: the model's, unless they are sums of its classes.

    Raises:
        DamagedFileError: the rule is there and cannot be read.

    """
    return read_decision(model) if tuple(classes) == model.classes else DecisionRule()


def find_judgeable(model: Model) -> list[str]:
    """The datasets that a model can be evaluated on: its own, even if it is gone, and those with matching classes.

    Includes datasets that cannot be read: there may be saved predictions, and evaluating them gives the reason.
    """
    own = [model.training.dataset] if model.training else []
    known = [one.name for one in datasets.summarize_all() if _is_judgeable(model, one)]
    return list(dict.fromkeys([*own, *known]))


def explain_unjudgeable(model: Model, name: str) -> Message | None:
    """Why the model cannot be evaluated on the dataset of that name, in a sentence; None if it can."""
    try:
        return model.explain_mismatch(name, datasets.load(name).classes)
    except InputError as error:  # it is gone or damaged
        return error.message


def _is_judgeable(model: Model, one: Summary) -> bool:
    return one.manifest is None or model.explain_mismatch(one.name, one.manifest.classes) is None


def evaluate(
    model: Model,
    dataset: Dataset,
    split: Part,
    progress: Progress | None = None,
    decoded: Decoded | None = None,
    cancel: CancelToken = NEVER,
) -> Report:
    """Predict the pictures of one split, or all of them, and keep the predictions in the model's folder of evaluations.

    Args:
        model: whose classes the dataset has to have.
        dataset: with the true labels.
        split: of the dataset.
        progress: called with (done, total).
        decoded: the dataset's pictures at the size of the model, if they are open already.
        cancel: checked between pictures.

    Raises:
        InputError: the split is empty, the dataset has other classes than the model, the model cannot be loaded, or
            its probabilities are not finite.
        Cancelled: `cancel` asked for it; nothing is saved.

    """
    if reason := model.explain_mismatch(dataset.name, dataset.classes):
        raise InputError(reason.text, **reason.values)
    pictures = LabelledPictures(dataset, split, decoded, cancel)
    probabilities = _predict(model, pictures, progress)
    if not np.isfinite(probabilities).all():
        raise InputError(NOT_FINITE)
    columns = model.name_columns(dataset.classes)
    places = match_names(dataset.classes, columns)
    assert places is not None, "see `explain_mismatch`"
    labels = np.array(places)[pictures.labels]
    report = compute_report(columns, labels, probabilities)
    found = Predictions(columns, pictures.paths, labels, probabilities, report)
    _save(found, report, locate(model.evaluations, dataset.name, split))
    return report


def _predict(model: Model, pictures: LabelledPictures, progress: Progress | None) -> np.ndarray:
    """By one model: where a run that goes on has replaced it meanwhile, once more by the new one."""
    while True:
        version = model.version
        found = model.predict_split(pictures, progress)
        if model.version == version:
            return found


@files.none_if_damaged
def load(evaluations: Path, dataset: str, split: str) -> Predictions | None:
    """Read the stored predictions on a split; None if the model was not evaluated on it, or the file is damaged."""
    path = locate(evaluations, dataset, split)
    kept = files.read_arrays(path, ARRAYS, optional=[REPORT])
    if kept is None:
        return None
    classes, paths, labels, probabilities = (kept[name] for name in ARRAYS)
    with files.damage_errors(path):
        report = parse_report(str(kept[REPORT])) if REPORT in kept else None
    return Predictions(tuple(classes.tolist()), tuple(paths.tolist()), labels, probabilities, report)


def find_damaged(evaluations: Path, dataset: str, split: str) -> Path | None:
    """The file of stored predictions that `load` cannot read; None if it can, or there is none."""
    path = locate(evaluations, dataset, split)
    return path if path.exists() and load(evaluations, dataset, split) is None else None


def locate(evaluations: Path, dataset: str, split: str) -> Path:
    """The file of the predictions on a split; it may be absent."""
    return evaluations / dataset / f"{split}.npz"


def _save(found: Predictions, report: Report, path: Path) -> None:
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    values = (np.array(found.classes), np.array(found.paths), found.labels, found.probabilities)
    arrays = dict(zip(ARRAYS, values, strict=True))
    files.write_arrays(path, arrays | {REPORT: np.array(report.to_json())})
