"""Metrics from probabilities and true labels, by scikit-learn's definitions.

They are computed once, with the predictions, and saved with them: importing scikit-learn takes 70 MB and a second,
which no page should need.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from pydantic import PlainSerializer, PlainValidator, TypeAdapter

from core.runs.result import Metrics


@dataclass(frozen=True)
class ClassRow:
    """One line of the per-class table; `support` is how many pictures of the class there are."""

    label: str
    precision: float
    recall: float
    f1: float
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


def compute_report(classes: Sequence[str], labels: np.ndarray, probabilities: np.ndarray) -> Report:
    """Compare probabilities (n, classes) with labels (n,), indices into `classes`.

    Precision, recall and F1 are those of the second class if there are two, else means over the classes.
    """
    from sklearn import metrics as sk

    predicted = probabilities.argmax(axis=1)
    numbers = np.arange(len(classes))
    each = sk.precision_recall_fscore_support(labels, predicted, labels=numbers, zero_division=0)
    precision, recall, f1 = (float(row[1] if len(classes) == 2 else row.mean()) for row in each[:3])
    return Report(
        classes=tuple(classes),
        n=len(labels),
        summary=Metrics(
            accuracy=float((predicted == labels).mean()),
            precision=precision,
            recall=recall,
            f1=f1,
            loss=float(sk.log_loss(labels, probabilities, labels=numbers)),
        ),
        balanced_accuracy=float(each[1][each[3] > 0].mean()),
        confusion=sk.confusion_matrix(labels, predicted, labels=numbers),
        per_class=tuple(
            ClassRow(label, float(precision), float(recall), float(f1), int(support))
            for label, precision, recall, f1, support in zip(classes, *each, strict=True)
        ),
    )
