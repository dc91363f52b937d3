"""The stored predictions of a model, read once for all readers and answered by a rule; `core.evaluation` computes."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.data.index import Part
from core.errors import InputError
from core.evaluation.data_notes import explain_answers, explain_moved
from core.evaluation.evaluate import Predictions, load, locate
from core.evaluation.report.calibration import Calibration
from core.evaluation.report.metrics import Report, measure_calibration
from core.i18n import Message
from core.inference.decision import DecisionRule, read_decision
from core.inference.model import Model
from pages.shared.caches import cache_resource
from pages.shared.plain import escape_markdown

HELD = 6  # predictions; those of 5,000 pictures and 1,000 classes take 20 MB


@dataclass(frozen=True)
class Judged:
    """What one model said of some pictures.

    Attributes:
        model: whose predictions they are.
        dataset, part: the pictures.
        raw: the predictions as the model gave them.
        found: the same, answered by the rule that is kept with the model.
        report: of those.

    """

    model: Model
    dataset: str
    part: Part
    raw: Predictions
    found: Predictions
    report: Report

    @property
    def can_keep(self) -> bool:
        """Whether a rule for these classes is one for the model; ImageNet's are summed up here."""
        return self.raw.classes == self.model.classes


def read_judged(model: Model, dataset: str, part: Part) -> Judged | None:
    """What is stored of the model on these pictures, under its rule; None if it was not evaluated on them."""
    raw = _read(model, dataset, part, DecisionRule())
    if raw is None:
        return None
    rule = read_rule(model) if raw.classes == model.classes else DecisionRule()
    found = _read(model, dataset, part, rule)
    return Judged(model, dataset, part, raw, found, found.get_report()) if found else None


@dataclass(frozen=True)
class Notes:
    """What has to be said of predicted pictures: of those `moved` here from the training, and of their `answers`."""

    moved: Sequence[Message]
    answers: Sequence[Message]


def read_notes(model: Model, dataset: str, part: Part, found: Predictions) -> Notes:
    """What has to be said of these stored predictions."""
    path = locate(model.evaluations, dataset, part)
    version = path.stat().st_mtime_ns if path.exists() else None
    return _read_notes_held(str(path), version, model.version, _model=model, _place=(dataset, part), _found=found)


def read_under(judged: Judged, rule: DecisionRule) -> Predictions:
    """The same predictions under another rule, with their report."""
    found = _read(judged.model, judged.dataset, judged.part, rule)
    return found or judged.raw.apply(rule)


def read_calibration(judged: Judged, temperature: float) -> Calibration:
    """What the same predictions say of calibration at another temperature."""
    path = locate(judged.model.evaluations, judged.dataset, judged.part)
    return _measure_held(str(path), path.stat().st_mtime_ns if path.exists() else None, temperature, _raw=judged.raw)


def read_part(model: Model, dataset: str, part: Part) -> Predictions | None:
    """The predictions on another part of a dataset, as the model gave them."""
    return _read(model, dataset, part, DecisionRule())


def read_rule(model: Model) -> DecisionRule:
    """The rule that is kept with the model; a damaged one is told, and none is followed."""
    try:
        return read_decision(model)
    except InputError as error:
        st.warning(escape_markdown(str(error)), icon=":material/broken_image:")
        return DecisionRule()


def _read(model: Model, dataset: str, part: Part, rule: DecisionRule) -> Predictions | None:
    path = locate(model.evaluations, dataset, part)
    version = path.stat().st_mtime_ns if path.exists() else None
    return _read_held(str(path), version, rule, _folder=model.evaluations, _dataset=dataset, _part=part)


@cache_resource(max_entries=HELD)
def _read_held(
    path: str, version: Hashable, rule: DecisionRule, _folder: Path, _dataset: str, _part: str
) -> Predictions | None:
    found = load(_folder, _dataset, _part)
    if found is None:
        return None
    answered = found.apply(rule)
    _ = answered.get_report(), answered.answers  # computed now, once for all readers
    return answered


@cache_resource(max_entries=HELD)
def _read_notes_held(
    path: str, version: Hashable, model: Hashable, _model: Model, _place: tuple[str, Part], _found: Predictions
) -> Notes:
    dataset, part = _place
    moved = explain_moved(_model, dataset, part, _found.paths)
    return Notes(moved, explain_answers(_model, dataset, _found.paths))


@cache_resource(max_entries=HELD)
def _measure_held(path: str, version: Hashable, temperature: float, _raw: Predictions) -> Calibration:
    return measure_calibration(_raw.labels, DecisionRule(temperature=temperature).calibrate(_raw.probabilities))
