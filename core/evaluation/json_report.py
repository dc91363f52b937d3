"""A report as the command line's `--json` tells it: plain numbers under the field's names, each with its interval."""

from collections.abc import Mapping
from typing import Any

from core.evaluation.answered import Answered
from core.evaluation.report.figure import Averages, Figure
from core.evaluation.report.metrics import ClassRow, Report
from core.inference.decision import DecisionRule

AVERAGED = ("precision", "recall", "f1")


def describe_report(
    report: Report, rule: DecisionRule, answered: Answered | None, positive: str | None
) -> dict[str, Any]:
    """The report of answers by a rule; of two classes precision, recall and F1 are of `positive`.

    `interval` at the top has those of the numbers at the top; `log_loss`, `auc` and `ece` have theirs inside.
    """
    scores, figures = report.get_figures(positive), report.figures
    at_top = {"accuracy": figures["accuracy"], **{name: scores[name] for name in AVERAGED}}
    return {
        **report.summary.model_dump(),
        **{name: scores[name].value for name in AVERAGED},
        "positive": (positive or report.classes[1]) if len(report.classes) == 2 else None,
        "balanced_accuracy": report.balanced_accuracy,
        "interval": _list_intervals({**at_top, "balanced_accuracy": figures["balanced_accuracy"]}),
        "macro": _describe_averages(report.macro),
        "weighted": _describe_averages(report.weighted),
        "log_loss": describe_figure(figures["log_loss"]),
        "auc": describe_figure(scores["auc"]),
        "average_precision": describe_figure(scores["average_precision"]),
        "ece": describe_figure(figures["ece"]),
        "top_k": {"k": report.top, **describe_figure(figures["top_k"])} if "top_k" in figures else None,
        "threshold": rule.threshold,
        "temperature": rule.temperature,
        "reject_below": rule.reject_below,
        "answered": answered.describe() if answered else None,
        "absent": report.absent,
        "n": report.n,
        "classes": list(report.classes),
        "confusion_matrix": report.confusion.tolist(),
        "per_class": {row.label: _describe_class(row) for row in report.per_class},
    }


def describe_figure(figure: Figure) -> dict[str, Any]:
    """The value with its interval and how that was found; over how many classes it is a mean, if it is one."""
    plain = {"value": figure.value, "interval": figure.interval, "method": figure.method}
    return plain if figure.classes is None else {**plain, "classes": figure.classes}


def _describe_averages(means: Averages) -> dict[str, Any]:
    figures = {"precision": means.precision, "recall": means.recall, "f1": means.f1}
    return {
        **{name: figure.value for name, figure in figures.items()},
        "interval": _list_intervals(figures),
        "classes": {name: figure.classes for name, figure in figures.items()},
    }


def _describe_class(row: ClassRow) -> dict[str, Any]:
    return {
        "precision": row.precision,
        "recall": row.recall,
        "f1": row.f1,
        "support": row.support,
        "auc": row.figures["auc"].value,
        "average_precision": row.figures["average_precision"].value,
        "interval": _list_intervals(row.figures),
    }


def _list_intervals(figures: Mapping[str, Figure]) -> dict[str, tuple[float, float] | None]:
    return {name: figure.interval for name, figure in figures.items()}
