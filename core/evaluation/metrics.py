"""Metrics from probabilities and true labels, by scikit-learn's definitions.

They are computed once, with the predictions, and saved with them: importing scikit-learn takes 70 MB and a second,
which no page should need.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import numpy as np
from pydantic import PlainSerializer, PlainValidator, TypeAdapter

from core.runs.result import Metrics

UNEVEN = 1.5  # times the smallest class that the largest has: from there on accuracy hides the smaller ones


@dataclass(frozen=True)
class Scores:
    """Precision, recall and F1 of one class, or their means over several; None where they are not defined."""

    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True)
class ClassRow(Scores):
    """One line of the per-class table; `support` is how many pictures of the class there are. Without, all is None."""

    label: str
    support: int


@dataclass(frozen=True)
class Report:
    """All about one set of predictions. Rows of `confusion` are true classes, columns predicted ones."""

    classes: tuple[str, ...]
    n: int
    summary: Metrics
    balanced_accuracy: float
    confusion: Annotated[np.ndarray, PlainValidator(np.asarray), PlainSerializer(np.ndarray.tolist)]
    per_class: tuple[ClassRow, ...]

    @property
    def absent(self) -> list[str]:
        """The classes without pictures, of which nothing is known."""
        return [row.label for row in self.per_class if not row.support]

    @property
    def is_uneven(self) -> bool:
        """Whether some class has so many more pictures than another that accuracy is mostly about it."""
        counts = [row.support for row in self.per_class if row.support]
        return bool(counts) and max(counts) > UNEVEN * min(counts)

    def compute_scores(self, positive: str | None = None) -> Scores:
        """Those of the class `positive`, by default of the second of two; of more the means over those with pictures.

        A positive class makes sense of two only.
        """
        if len(self.classes) == 2:
            return next(row for row in self.per_class if row.label == (positive or self.classes[1]))
        return _average([row for row in self.per_class if row.support])

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
    return replace(report, per_class=tuple(_leave_undefined(row) for row in report.per_class))


def _leave_undefined(row: ClassRow) -> ClassRow:
    """Earlier versions wrote 0 for a class without pictures."""
    return row if row.support else ClassRow(None, None, None, row.label, 0)


def _average(rows: Sequence[ClassRow]) -> Scores:
    columns = zip(*((row.precision, row.recall, row.f1) for row in rows), strict=True)
    return Scores(*(float(np.mean(column)) for column in columns)) if rows else Scores(None, None, None)


def compute_report(classes: Sequence[str], labels: np.ndarray, probabilities: np.ndarray) -> Report:
    """Compare probabilities (n, classes) with labels (n,), indices into `classes`."""
    from sklearn import metrics as sk

    predicted = probabilities.argmax(axis=1)
    numbers = np.arange(len(classes))
    each = sk.precision_recall_fscore_support(labels, predicted, labels=numbers, zero_division=0)
    rows = (
        ClassRow(float(precision), float(recall), float(f1), label, int(support))
        for label, precision, recall, f1, support in zip(classes, *each, strict=True)
    )
    accuracy = float((predicted == labels).mean())
    loss = float(sk.log_loss(labels, probabilities, labels=numbers))
    report = Report(
        classes=tuple(classes),
        n=len(labels),
        summary=Metrics(accuracy=accuracy, precision=None, recall=None, f1=None, loss=loss),
        balanced_accuracy=float(each[1][each[3] > 0].mean()),
        confusion=sk.confusion_matrix(labels, predicted, labels=numbers),
        per_class=tuple(_leave_undefined(row) for row in rows),
    )
    return replace(report, summary=_summarize(report))


def _summarize(report: Report) -> Metrics:
    balanced = report.balanced_accuracy if report.is_uneven else None
    scores = report.compute_scores()
    return report.summary.model_copy(
        update={
            "precision": scores.precision,
            "recall": scores.recall,
            "f1": scores.f1,
            "balanced_accuracy": balanced,
        }
    )
