"""Metrics from probabilities and true labels, by scikit-learn's definitions, each with its 95 % interval.

They are computed once, with the predictions, and saved with them: importing scikit-learn takes 70 MB and a second,
which few pages should need.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from pydantic import PlainSerializer, PlainValidator, TypeAdapter

from core.evaluation.report.bootstrap import Values, Weights, count_resamples, draw_weights, find_interval, make_figure
from core.evaluation.report.calibration import (
    Bin,
    Calibration,
    compute_losses,
    compute_reliability,
    fit_temperature,
    measure_ece,
)
from core.evaluation.report.class_scores import ClassScores, compute_class_scores
from core.evaluation.report.figure import BOOTSTRAP, UNDEFINED, WILSON, Averages, Figure
from core.evaluation.report.ranking import Areas, compute_all_areas
from core.inference.decision import COLDEST, HOTTEST, Indices, Probabilities
from core.intervals import compute_wilson_interval
from core.runs.result import Metrics

UNEVEN = 1.5  # times the smallest class that the largest has: from there on accuracy hides the smaller ones
FEW_CLASSES, TOP_OF_FEW, TOP = 10, 2, 5  # how many answers count as one, of so many classes and of more
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Scores:
    """Precision, recall and F1 of one class, or their means over several; None where they are not defined."""

    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True)
class ClassRow(Scores):
    """One line of the per-class table; `support` is how many pictures of the class there are. Without, all is None.

    `figures` are `precision`, `recall`, `f1`, `auc` and `average_precision` of the class against all others.
    """

    label: str
    support: int
    figures: Mapping[str, Figure] = field(default_factory=dict)


def _pack(matrix: np.ndarray) -> dict[str, Any]:
    """A matrix of counts by its cells that are not 0: that of a thousand classes has a million."""
    cells = np.argwhere(matrix)
    return {"size": len(matrix), "cells": np.column_stack([cells, matrix[tuple(cells.T)]]).tolist()}


def _unpack(packed: Mapping[str, Any] | np.ndarray) -> np.ndarray:
    if isinstance(packed, np.ndarray):
        return packed
    matrix = np.zeros((packed["size"], packed["size"]), np.int64)
    true, predicted, counts = np.array(packed["cells"], np.int64).reshape(-1, 3).T
    matrix[true, predicted] = counts
    return matrix


@dataclass(frozen=True)
class Report:
    """All about one set of predictions. Rows of `confusion` are true classes, columns predicted ones.

    Attributes:
        figures: `accuracy`, `balanced_accuracy`, `log_loss`, `ece`, and the means over classes `auc` and
            `average_precision`; of more than two classes `top_k` as well.
        top: the k of that.
        macro, weighted: means over the classes with pictures, each counting alike or by its pictures.
        temperature: with which these pictures would have the lowest loss.
        reliability: the pictures by how probable their most probable class is.

    """

    classes: tuple[str, ...]
    n: int
    summary: Metrics
    balanced_accuracy: float
    confusion: Annotated[np.ndarray, PlainValidator(_unpack), PlainSerializer(_pack)]
    per_class: tuple[ClassRow, ...]
    figures: Mapping[str, Figure]
    top: int
    macro: Averages
    weighted: Averages
    temperature: float
    reliability: tuple[Bin, ...]

    @property
    def absent(self) -> list[str]:
        """The classes without pictures, of which nothing is known."""
        return [row.label for row in self.per_class if not row.support]

    @property
    def is_uneven(self) -> bool:
        """Whether some class has so many more pictures than another that accuracy is mostly about it."""
        return _is_uneven([row.support for row in self.per_class])

    @property
    def usable_temperature(self) -> float | None:
        """The temperature in the digits that mean something, within what a rule allows; None where every picture is
        right: the lowest one then suits best, whatever the probabilities are.
        """
        if self.summary.accuracy == 1:
            return None
        return min(HOTTEST, max(COLDEST, round(self.temperature, 3)))

    def get_figures(self, positive: str | None = None) -> Mapping[str, Figure]:
        """Those of the class `positive`, by default of the second of two; of more the means over those with pictures.

        The names are `precision`, `recall`, `f1`, `auc` and `average_precision`.
        """
        if len(self.classes) == 2:
            return next(row.figures for row in self.per_class if row.label == (positive or self.classes[1]))
        means = {"precision": self.macro.precision, "recall": self.macro.recall, "f1": self.macro.f1}
        return {**means, "auc": self.figures["auc"], "average_precision": self.figures["average_precision"]}

    def compute_scores(self, positive: str | None = None) -> Scores:
        """The values of `get_figures`; a positive class makes sense of two only."""
        figures = self.get_figures(positive)
        return Scores(figures["precision"].value, figures["recall"].value, figures["f1"].value)

    def to_json(self) -> str:
        """The report as text with all digits; `parse_report` reads it."""
        return _REPORT.dump_json(self).decode()

    def find_worst_mistake(self) -> tuple[int, int]:
        """The cell (true, predicted) off the diagonal with the most pictures."""
        mistakes = self.confusion - np.diag(np.diag(self.confusion) + 1)
        true, predicted = divmod(int(mistakes.argmax()), len(self.classes))
        return true, predicted


_REPORT: TypeAdapter[Any] = TypeAdapter(Report)


def parse_report(text: str) -> Report:
    """The inverse of `Report.to_json`; raises ValueError for any other text."""
    report: Report = _REPORT.validate_json(text)
    return report


def compute_report(
    classes: Sequence[str], labels: Numbers, probabilities: Probabilities, answers: Indices | None = None
) -> Report:
    """Compare probabilities (n, classes) with labels (n,), indices into `classes`.

    `answers` (n,) are what was decided from the probabilities, by default the most probable class.
    """
    from sklearn import metrics as sk

    decided = probabilities.argmax(axis=1) if answers is None else answers
    numbers, resamples = np.arange(len(classes)), count_resamples(len(labels), len(classes))
    confusion = sk.confusion_matrix(labels, decided, labels=numbers)
    scores = compute_class_scores(labels, decided, confusion, resamples)
    weights = draw_weights(len(labels), resamples)
    areas = compute_all_areas(labels, probabilities, weights)
    rows = tuple(
        _make_row(label, int((labels == number).sum()), scores, areas[number], number)
        for number, label in enumerate(classes)
    )
    calibration = _measure_calibration(labels, probabilities, weights)
    top = TOP if len(classes) > FEW_CLASSES else TOP_OF_FEW
    figures = {
        "accuracy": _count_hits(int(confusion.trace()), len(labels)),
        "balanced_accuracy": scores.balanced_accuracy,
        **_measure_top(labels, probabilities, top),
        **calibration.figures,
        **_average_areas(areas, rows),
    }
    return Report(
        classes=tuple(classes),
        n=len(labels),
        summary=_summarize(rows, figures, scores, len(labels)),
        balanced_accuracy=float(scores.balanced_accuracy.value or 0),
        confusion=confusion,
        per_class=rows,
        figures=figures,
        top=top,
        macro=scores.macro,
        weighted=scores.weighted,
        temperature=fit_temperature(probabilities, labels),
        reliability=calibration.reliability,
    )


def measure_calibration(labels: Numbers, probabilities: Probabilities) -> Calibration:
    """What a report says of calibration alone, in a fraction of its time where there are many classes."""
    weights = draw_weights(len(labels), count_resamples(*probabilities.shape))
    return _measure_calibration(labels, probabilities, weights)


def _measure_calibration(labels: Numbers, probabilities: Probabilities, weights: Weights) -> Calibration:
    figures = {
        "log_loss": _measure_loss(labels, probabilities, weights),
        "ece": measure_ece(probabilities, labels, weights),
    }
    return Calibration(figures, compute_reliability(probabilities, labels))


def _make_row(label: str, support: int, scores: ClassScores, areas: Areas, number: int) -> ClassRow:
    own = scores.by_class[number]
    ranked = {"auc": areas.auc, "average_precision": areas.average_precision}
    return ClassRow(own["precision"].value, own["recall"].value, own["f1"].value, label, support, {**own, **ranked})


def _count_hits(right: int, n: int) -> Figure:
    return Figure(right / n, compute_wilson_interval(right, n), WILSON)


def _measure_top(labels: Numbers, probabilities: Probabilities, top: int) -> Mapping[str, Figure]:
    """How often the true class is among the `top` most probable ones; of two classes it always is.

    Of equally probable ones the last come first, as in scikit-learn, which sorts all classes of every picture.
    """
    places = np.arange(probabilities.shape[1])
    if len(places) == 2:
        return {}
    own = probabilities[np.arange(len(labels)), labels][:, None]
    before = (probabilities > own) | ((probabilities == own) & (places > labels[:, None]))
    return {"top_k": _count_hits(int((before.sum(axis=1) < top).sum()), len(labels))}


def _measure_loss(labels: Numbers, probabilities: Probabilities, weights: Weights) -> Figure:
    from sklearn import metrics as sk

    loss = float(sk.log_loss(labels, probabilities, labels=np.arange(probabilities.shape[1])))
    means = compute_losses(probabilities, labels).astype(np.float32) @ weights / len(labels)
    return Figure(loss, find_interval(means.astype(np.float64)), BOOTSTRAP)


def _average_areas(areas: Sequence[Areas], rows: Sequence[ClassRow]) -> Mapping[str, Figure]:
    """The means over the classes that have an area: those with pictures, if there are pictures of others too."""
    there = [number for number, one in enumerate(areas) if one.auc.value is not None]
    if not there:
        return {"auc": UNDEFINED, "average_precision": UNDEFINED}
    alike = sum(rows[number].support for number in there) / len(there)
    auc = _average([areas[number].auc for number in there], [areas[number].resampled_auc for number in there], alike)
    means, resampled = zip(*((areas[k].average_precision, areas[k].resampled_precision) for k in there), strict=True)
    return {"auc": auc, "average_precision": _average(means, resampled, alike)}


def _average(figures: Sequence[Figure], resampled: Sequence[Values], alike: float) -> Figure:
    value = float(np.mean([figure.value for figure in figures]))
    table = np.array(resampled)
    counts = np.isfinite(table).sum(axis=0)
    with np.errstate(invalid="ignore"):
        means = np.nansum(table, axis=0) / counts
    return make_figure(value, means, alike, len(figures))


def _is_uneven(supports: Sequence[int]) -> bool:
    counts = [support for support in supports if support]
    return bool(counts) and max(counts) > UNEVEN * min(counts)


def _summarize(rows: Sequence[ClassRow], figures: Mapping[str, Figure], scores: ClassScores, n: int) -> Metrics:
    """The headline figures, of the second class of two."""
    macro = scores.macro
    of_two = rows[1] if len(rows) == 2 else Scores(macro.precision.value, macro.recall.value, macro.f1.value)
    balanced = scores.balanced_accuracy.value if _is_uneven([row.support for row in rows]) else None
    return Metrics(
        accuracy=float(figures["accuracy"].value or 0),
        precision=of_two.precision,
        recall=of_two.recall,
        f1=of_two.f1,
        loss=float(figures["log_loss"].value or 0),
        balanced_accuracy=balanced,
        n=n,
    )
