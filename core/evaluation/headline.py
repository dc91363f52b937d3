"""The headline figures of a result, and what they are of in sentences that pages and the command line share."""

from core.evaluation.report.figure import WILSON, Figure
from core.evaluation.report.metrics import Report
from core.i18n import N_, Message
from core.inference.decision import DecisionRule
from core.runs.result import Metrics
from core.units import format_per_cent, join_names

BALANCED = "balanced_accuracy"  # which only uneven classes have
HEADLINES = {
    "accuracy": N_("Test accuracy"),
    BALANCED: N_("Balanced accuracy"),
    "precision": N_("Precision"),
    "recall": N_("Recall"),
    "f1": "F1",
}


def list_headlines(metrics: Metrics, report: Report | None, positive: str | None = None) -> dict[str, Figure]:
    """Those of `HEADLINES` that a result has; without its report the interval of the accuracy alone is known.

    Earlier versions wrote no balanced accuracy into the result; the report has it.
    """
    if report:
        figures = {**report.figures, **report.get_figures(positive)}
        return {name: figures[name] for name in HEADLINES if name != BALANCED or report.is_uneven}
    values = {name: getattr(metrics, name) for name in HEADLINES}
    figures = {name: Figure(value) for name, value in values.items() if (name, value) != (BALANCED, None)}
    return {**figures, "accuracy": Figure(metrics.accuracy, metrics.interval, WILSON)}


def explain_scores(report: Report, positive: str | None = None) -> list[Message]:
    """Over which classes the scores go, and which have no pictures; see `Report.compute_scores` for `positive`."""
    absent, present = join_names(report.absent), len(report.classes) - len(report.absent)
    if len(report.classes) == 2:
        of = Message(
            N_("Precision, recall and F1 are of the positive class {positive}."),
            {"positive": positive or report.classes[1]},
        )
    elif absent:
        of = Message(N_("Precision, recall and F1 are means over the {n} classes that have pictures."), {"n": present})
    else:
        of = Message(N_("Precision, recall and F1 are means over the classes."))
    missing = Message(N_("There are no pictures of {labels}, so their figures are not defined."), {"labels": absent})
    balanced = Message(N_("Balanced accuracy is the mean recall of the classes: a rare one counts like the others."))
    return [
        of,
        *_explain_undefined(report, present),
        *([missing] if absent else []),
        *([balanced] if report.is_uneven else []),
    ]


def _explain_undefined(report: Report, present: int) -> list[Message]:
    """Precision is 0/0 for a class that was never predicted, and then in no mean."""
    over = report.macro.precision.classes
    if len(report.classes) == 2 or over in (None, present):
        return []
    return [
        Message(
            N_("Precision is the mean over {n} of them: of the others nothing was predicted, and 0/0 is not defined."),
            {"n": over},
        )
    ]


def explain_rule(rule: DecisionRule) -> list[Message]:
    """What was done to the probabilities before they were judged."""
    notes = []
    if rule.temperature != 1:
        notes.append(Message(N_("Temperature: {temperature}."), {"temperature": f"{rule.temperature:.3f}"}))
    if rule.threshold is not None:
        notes.append(
            Message(
                N_("The answer is {positive} from {threshold} on."),
                {"positive": rule.positive, "threshold": format_per_cent(rule.threshold)},
            )
        )
    if rule.reject_below is not None:
        notes.append(
            Message(
                N_("Answers that are less certain than {limit} count as “not sure”; the figures go over all pictures."),
                {"limit": format_per_cent(rule.reject_below)},
            )
        )
    return notes
