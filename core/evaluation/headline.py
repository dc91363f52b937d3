"""What the headline figures of an evaluation are of, in sentences that pages and the command line share."""

from core.evaluation.metrics import Report
from core.i18n import N_, Message
from core.units import join_names


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
    return [of, *([missing] if absent else []), *([balanced] if report.is_uneven else [])]
