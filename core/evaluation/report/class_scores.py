"""Precision, recall and F1 of classes and their means, with intervals, from a confusion matrix.

Values are scikit-learn's, with `zero_division=nan`: what would be 0/0 is not defined and in no mean. The means go over
the classes that have pictures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.evaluation.report.bootstrap import Values, count_effective, draw_counts, make_figure
from core.evaluation.report.figure import UNDEFINED, WILSON, Averages, Figure
from core.intervals import compute_wilson_interval

NAMES = ("precision", "recall", "f1")
Matrix = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Table:
    """Of every class (.., classes): precision, recall and F1, NaN where they are not defined, and its pictures."""

    precision: Values
    recall: Values
    f1: Values
    support: Matrix

    def get(self, name: str) -> Values:
        values: Values = getattr(self, name)
        return values


@dataclass(frozen=True)
class ClassScores:
    """What a confusion matrix says of classes, and of all together.

    `by_class` are the figures of each class by name; those of a class without pictures are not defined.
    """

    balanced_accuracy: Figure
    macro: Averages
    weighted: Averages
    by_class: Sequence[Mapping[str, Figure]]


def compute_class_scores(labels: Matrix, answers: Matrix, confusion: Matrix, resamples: int) -> ClassScores:
    """Scores of answers (n,) to pictures with true labels (n,), both numbers of classes."""
    from sklearn import metrics as sk

    numbers = range(len(confusion))
    each = sk.precision_recall_fscore_support(labels, answers, labels=list(numbers), zero_division=np.nan)
    table, drawn = Table(*each), _resample(confusion, resamples)
    present = np.flatnonzero(table.support)
    alike = count_effective(table.support[present])
    return ClassScores(
        make_figure(float(table.recall[present].mean()), _mean(drawn.recall[:, present]), alike, len(present)),
        _average(table, drawn, present, weighted=None),
        _average(table, drawn, present, weighted=len(labels)),
        [_score_class(table, drawn, confusion, number) for number in numbers],
    )


def _resample(confusion: Matrix, resamples: int) -> Table:
    cells = np.argwhere(confusion)
    drawn = draw_counts(confusion[tuple(cells.T)], resamples)
    shape = (len(confusion), resamples)
    support, predicted, right = (np.zeros(shape, np.int64) for _ in range(3))
    for count, (true, answer) in zip(drawn.T, cells.tolist(), strict=True):
        support[true] += count
        predicted[answer] += count
        if true == answer:
            right[true] += count
    with np.errstate(invalid="ignore"):
        return Table((right / predicted).T, (right / support).T, (2 * right / (support + predicted)).T, support.T)


def _average(table: Table, drawn: Table, present: Matrix, weighted: int | None) -> Averages:
    """Means over the classes with pictures in which a score is defined; `weighted` by their pictures, of so many."""
    figures = {}
    for name in NAMES:
        defined = present[np.isfinite(table.get(name)[present])]
        values = drawn.get(name)[:, defined]
        shares = np.ones(len(defined)) if weighted is None else table.support[defined].astype(float)
        counted = np.ones_like(values) if weighted is None else drawn.support[:, defined].astype(float)
        alike = count_effective(table.support[defined]) if weighted is None else weighted
        value = float(np.average(table.get(name)[defined], weights=shares)) if len(defined) else None
        figures[name] = make_figure(value, _mean(values, counted), alike, len(defined))
    return Averages(**figures)


def _mean(values: Values, weights: Values | None = None) -> Values:
    """The mean of each row (resamples, classes) over what is defined in it; NaN where nothing is."""
    defined = np.isfinite(values)
    counted = defined * (1.0 if weights is None else weights)
    with np.errstate(invalid="ignore"):
        means: Values = (np.where(defined, values, 0) * counted).sum(axis=1) / counted.sum(axis=1)
    return means


def _score_class(table: Table, drawn: Table, confusion: Matrix, number: int) -> Mapping[str, Figure]:
    support, predicted = int(table.support[number]), int(confusion[:, number].sum())
    if not support:
        return dict.fromkeys(NAMES, UNDEFINED)
    right = int(confusion[number, number])
    return {
        "precision": _share(right, predicted),
        "recall": _share(right, support),
        "f1": make_figure(float(table.f1[number]), drawn.f1[:, number], support),
    }


def _share(right: int, n: int) -> Figure:
    return Figure(right / n, compute_wilson_interval(right, n), WILSON) if n else UNDEFINED
