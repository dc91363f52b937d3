"""The figures of a report in words: what they are called, and their intervals as people read them."""

from core.evaluation.report.figure import METHODS, Figure
from core.evaluation.report.metrics import Report
from core.i18n import N_, _
from core.intervals import format_interval
from core.units import format_loss, format_score

TITLES = {
    "accuracy": N_("Accuracy"),
    "balanced_accuracy": N_("Balanced accuracy"),
    "precision": N_("Precision"),
    "recall": N_("Recall"),
    "f1": "F1",
    "top_k": N_("Top {k}"),
    "log_loss": N_("Loss"),
    "auc": N_("ROC area"),
    "average_precision": N_("Average precision"),
    "ece": N_("Calibration error"),
}


def name_figures(report: Report) -> dict[str, str]:
    """The names of the headline figures that this report has, in the order in which they are shown."""
    left_out = set()
    if not report.is_uneven:
        left_out.add("balanced_accuracy")
    if "top_k" not in report.figures:
        left_out.add("top_k")
    return {name: _(title).format(k=report.top) for name, title in TITLES.items() if name not in left_out}


def format_value(name: str, figure: Figure) -> str:
    """The value of the figure of that name, as on every page."""
    is_loss = name == "log_loss" and figure.value is not None
    return format_loss(figure.value or 0.0) if is_loss else format_score(figure.value)


def format_interval_of(name: str, figure: Figure) -> str:
    """Its interval; nothing where there is none."""
    return format_loss_interval(figure) if name == "log_loss" else format_share_interval(figure)


def format_share_interval(figure: Figure) -> str:
    """Such as `96.1% – 98.2%`; nothing where there is none."""
    return format_interval(figure.interval)


def format_loss_interval(figure: Figure) -> str:
    """The same of a loss, with three decimals."""
    return " – ".join(map(format_loss, figure.interval)) if figure.interval else ""


def name_method(figure: Figure) -> str:
    """How the interval was found, in the reader's language."""
    return _(METHODS[figure.method]) if figure.method else ""
