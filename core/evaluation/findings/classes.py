"""Rules about single classes: what the accuracy of all pictures together hides."""

import numpy as np

from core.evaluation.evidence.curves import Curves
from core.evaluation.findings.finding import Finding, make_finding
from core.evaluation.findings.measures import LITTLE_LEARNED, SETTLED
from core.evaluation.findings.optimisation import find_rate_too_low
from core.evaluation.findings.remedies import list_against_missed_class, list_against_one_class
from core.evaluation.shares import compute_accuracy, compute_balanced, compute_recalls
from core.i18n import N_
from core.intervals import compute_wilson_interval
from core.units import format_per_cent, join_names

ONE_SIDED = 0.99  # of all answers are one class
ENOUGH_OTHERS = 3  # pictures of other classes: of fewer it may miss all by chance
MOSTLY_ONE = 0.8  # of the pictures: to answer it always then looks like a good accuracy
BEHIND = 0.25  # of recall that a class lies behind the accuracy
FEWEST = 3  # pictures of a class that a recall can be told of
Z_OF_MANY = 2.6  # two-sided 99 %: with ten classes one of them lies behind by chance too often at 95 %


def find_one_class(curves: Curves) -> Finding | None:
    """However common the class is: who always answers it has learned nothing of the others."""
    matrices = [*curves.confusions] or ([] if curves.test is None else [curves.test])
    if not matrices or curves.epochs < SETTLED or find_rate_too_low(curves):
        return None  # a network that has hardly moved says what it said before it saw a picture
    if not all(_is_one_sided(matrix) for matrix in matrices):
        return None
    # The test is of the weights that are kept, and those may answer another class than the last epoch does.
    told = curves.test if curves.test is not None and _is_one_sided(curves.test) else matrices[-1]
    said = told.sum(axis=0) / told.sum()
    answer, balanced = int(np.argmax(said)), compute_balanced(told)
    common = told[answer].sum() / told.sum() >= MOSTLY_ONE
    text = (
        N_(
            "It answers one class always: {share} of the pictures are {label} to it. That looks good, since that class "
            "is so common, but balanced accuracy is {balanced}: it has learned nothing of the others."
        )
        if common
        else N_("It answers one class always: {share} of the pictures are {label} to it, whatever is on them.")
    )
    return make_finding(
        "one_class", "error", text, list_against_one_class(curves),
        {"share": float(said[answer]), "balanced": balanced},
        share=format_per_cent(float(said[answer])), label=curves.labels[answer], balanced=format_per_cent(balanced),
    )  # fmt: skip


def find_absent(curves: Curves) -> Finding | None:
    """Classes that no test picture is of: no figure says anything about them."""
    if curves.test is None:
        return None
    absent = [curves.labels[place] for place in range(curves.classes) if not curves.test[place].sum()]
    if not absent:
        return None
    return make_finding(
        "absent", "warning",
        N_("There are no test pictures of {labels}: what it makes of them was not measured."),
        [N_("Add test pictures of every class.")],
        {"classes": len(absent)}, labels=join_names(absent),
    )  # fmt: skip


def _is_one_sided(matrix: np.ndarray) -> bool:
    """Whether it answers one class, and misses the pictures of the others, of which there are enough."""
    answer = int(matrix.sum(axis=0).argmax())
    others = matrix.sum() - matrix[answer].sum()
    found = matrix.trace() - matrix[answer, answer]
    said = matrix[:, answer].sum() / max(matrix.sum(), 1)
    return bool(said >= ONE_SIDED or (said >= 0.95 and found == 0)) and others >= ENOUGH_OTHERS


def find_missed_class(curves: Curves) -> Finding | None:
    """A class of which it finds far fewer pictures than of all together, by more than chance."""
    matrix = curves.test if curves.test is not None else (curves.confusions[-1] if curves.confusions else None)
    if matrix is None or curves.epochs < SETTLED or find_one_class(curves) or find_rate_too_low(curves):
        return None
    accuracy, recalls = compute_accuracy(matrix), compute_recalls(matrix)
    if accuracy < (1 + LITTLE_LEARNED * (curves.classes - 1)) / curves.classes:
        return None  # it knows none of the classes well: that it names one less often means little
    behind = {place: recall for place, recall in recalls.items() if _lies_behind(matrix, place, accuracy)}
    if not behind:
        return None
    worst, balanced = min(behind, key=behind.__getitem__), compute_balanced(matrix)
    text = (
        N_("It finds only {recall} of the pictures of {label}, though {accuracy} of all pictures are right; balanced "
           "accuracy is {balanced}.") if behind[worst] else
        N_("It finds none of the pictures of {label}, though {accuracy} of all pictures are right; balanced accuracy "
           "is {balanced}.")
    )  # fmt: skip
    return make_finding(
        "missed_class", "warning", text,
        [N_("Add pictures of the classes that it misses."), *list_against_missed_class(curves)],
        {"recall": behind[worst], "accuracy": accuracy, "balanced": balanced},
        recall=format_per_cent(behind[worst]), label=curves.labels[worst], accuracy=format_per_cent(accuracy),
        balanced=format_per_cent(balanced),
    )  # fmt: skip


def _lies_behind(matrix: np.ndarray, place: int, accuracy: float) -> bool:
    n, right = int(matrix[place].sum()), int(matrix[place, place])
    if n < FEWEST or right / n > accuracy - BEHIND:
        return False
    return compute_wilson_interval(right, n, Z_OF_MANY)[1] < accuracy
