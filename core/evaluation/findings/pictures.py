"""Rules about the pictures: faults of a dataset that no curve shows, and what a recipe does to its labels."""

from core.evaluation.evidence.curves import Curves
from core.evaluation.findings.finding import Finding, make_finding
from core.i18n import N_
from core.units import format_per_cent

MANY = 0.01  # of the pictures; a few doubtful labels are in every dataset of photos


def find_mirroring(curves: Curves) -> Finding | None:
    """The recipe mirrors pictures of classes that differ by the side on which something stands."""
    if (pair := curves.mirrored) is None:
        return None
    return make_finding(
        "mirroring", "warning",
        N_("Flip destroys the classes {first} and {second}: they differ by the side on which something stands, which "
           "alone tells {share} of their pictures apart, and it mirrors half of what the network learns from."),
        [N_("Switch flip off in the recipe of augmentation.")],
        {"share": pair.share}, first=pair.first, second=pair.second, share=format_per_cent(pair.share),
    )  # fmt: skip


def find_leaks(curves: Curves) -> Finding | None:
    if not curves.leaks:
        return None
    return make_finding(
        "leaks", "warning",
        N_("{pictures} validation or test pictures are in another split too, so it is judged on pictures that it may "
           "have learned: the figures here are too good."),
        [N_("Leave them out on Datasets, where the checks name them, and train again.")],
        {"pictures": curves.leaks}, pictures=f"{curves.leaks:,}",
    )  # fmt: skip


def find_conflicts(curves: Curves) -> Finding | None:
    if not curves.conflicts:
        return None
    return make_finding(
        "label_conflicts", "warning",
        N_("{pictures} pictures are under two labels, so for some of them the right answer counts as a mistake."),
        [N_("Look at them on Datasets, give each pair one label or leave it out, and train again.")],
        {"pictures": curves.conflicts}, pictures=f"{curves.conflicts:,}",
    )  # fmt: skip


def find_suspects(curves: Curves) -> Finding | None:
    """Only where labels were checked; the check takes longer than reading curves may."""
    total = sum(curves.training_pictures) + curves.validation_pictures
    if not curves.suspects or curves.suspects < MANY * total:
        return None
    return make_finding(
        "suspect_labels", "warning",
        N_("{pictures} labels are in doubt: the other pictures contradict them."),
        [N_("Look at them on Datasets, correct those that are wrong, and train again.")],
        {"pictures": curves.suspects}, pictures=f"{curves.suspects:,}",
    )  # fmt: skip
