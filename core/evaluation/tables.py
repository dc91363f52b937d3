"""What an evaluation has found as rows of a table, for CSV files: its figures, and its predictions."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from core.evaluation.evaluate import Predictions
from core.evaluation.report.figure import Figure
from core.evaluation.report.metrics import Report
from core.inference.asking.answer_rows import ALL_CLASSES, TOP
from core.inference.decision import NOT_SURE

Row = dict[str, Any]


def tabulate_figures(report: Report) -> list[Row]:
    """A row a figure: `of` all pictures, a mean or a class, its value and interval, and how the interval was found."""
    return [*_list_figures(report)]


def _list_figures(report: Report) -> Iterator[Row]:
    yield from (_describe("all", name, figure) for name, figure in report.figures.items())
    for name, means in (("macro", report.macro), ("weighted", report.weighted)):
        averages = {"precision": means.precision, "recall": means.recall, "f1": means.f1}
        yield from (_describe(name, figure_name, figure) for figure_name, figure in averages.items())
    for row in report.per_class:
        yield from (_describe(row.label, name, figure) for name, figure in row.figures.items())


def _describe(of: str, name: str, figure: Figure) -> Row:
    low, high = figure.interval or (None, None)
    return {
        "of": of, "figure": name, "value": figure.value, "low": low, "high": high, "interval": figure.method,
        "classes": figure.classes,
    }  # fmt: skip


def tabulate_predictions(found: Predictions) -> Mapping[str, Any]:
    """The columns of a row a picture: its label, the answer by the rule, how certain it is, and the probabilities.

    Of at most 20 classes the probability of each as `p(class)`; of more the most probable ones as `label_1`,
    `probability_1` and so on.
    """
    classes, answers = np.array(found.classes), found.answers
    is_sure = found.rule.decide(found.probabilities, found.classes) != NOT_SURE
    columns: dict[str, Any] = {
        "path": found.paths, "label": classes[found.labels], "answer": classes[answers],
        "right": answers == found.labels, "sure": is_sure, "certainty": found.certainty,
    }  # fmt: skip
    if len(classes) <= ALL_CLASSES:
        return columns | {f"p({label})": found.probabilities[:, place] for place, label in enumerate(found.classes)}
    order = np.argsort(-found.probabilities, axis=1, kind="stable")[:, :TOP]
    for rank in range(TOP):
        columns[f"label_{rank + 1}"] = classes[order[:, rank]]
        columns[f"probability_{rank + 1}"] = np.take_along_axis(found.probabilities, order[:, rank : rank + 1], 1)[:, 0]
    return columns
