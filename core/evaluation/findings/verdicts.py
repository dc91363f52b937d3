"""What is said where no fault was found: that nothing is wrong only if enough was looked at."""

from core.evaluation.evidence.curves import Curves
from core.evaluation.findings.finding import Finding, Said, make_finding
from core.evaluation.findings.measures import (
    LITTLE_LEARNED,
    LONG_ENOUGH,
    compute_half_interval,
    compute_half_width,
    is_still_learning,
    measure_progress,
)
from core.evaluation.findings.remedies import list_against_underfitting, train_longer
from core.evaluation.shares import compute_accuracy, compute_recalls
from core.i18n import N_, Message
from core.units import format_loss, format_per_cent

ALL_RIGHT = 0.9995  # of the validation pictures: accuracy cannot rise any more, and the loss is what is left to read
COARSE = 0.1  # half of the 95 % interval of an accuracy: too wide to call anything good


def find_verdict(curves: Curves) -> Finding:
    """Of a training without faults: too early to say, still learning, not all looked at, or nothing wrong."""
    if curves.epochs < LONG_ENOUGH and not curves.spec.head_only:
        return _find_too_early(curves)
    if is_still_learning(curves):
        return _find_still_learning(curves)
    if measure_progress(curves) < LITTLE_LEARNED:
        return _find_little(curves)
    missing = _list_missing(curves)
    return _find_unchecked(curves, missing) if missing else _find_nothing_wrong(curves)


def _find_too_early(curves: Curves) -> Finding:
    return make_finding(
        "too_early", "info",
        N_("After so few epochs ({epochs}) it is too early to judge; validation is at {validation}."),
        [_judge_later(curves)],
        {"epochs": curves.epochs, "validation": curves.val_accuracy[-1]},
        epochs=curves.epochs, validation=format_per_cent(curves.val_accuracy[-1]),
    )  # fmt: skip


def _judge_later(curves: Curves) -> Said:
    """What to do until there is enough to judge."""
    if curves.spec.epochs > curves.epochs and not curves.spec.early_stopping:
        return train_longer(curves)
    return Message(N_("Train for {least} epochs or more."), {"least": LONG_ENOUGH})


def _find_still_learning(curves: Curves) -> Finding:
    first, last = curves.val_loss[-4], curves.val_loss[-1]
    return make_finding(
        "still_learning", "info",
        N_("It is still learning: in the last three epochs the validation loss fell from {first} to {last}; validation "
           "is at {validation}."),
        [train_longer(curves)],
        {"first": first, "last": last, "validation": curves.val_accuracy[-1]},
        first=f"{first:.3f}", last=f"{last:.3f}", validation=format_per_cent(curves.val_accuracy[-1]),
    )  # fmt: skip


def _find_little(curves: Curves) -> Finding:
    kept = curves.kept
    return make_finding(
        "little_learned", "info",
        N_("It has learned little: with the weights that are kept {validation} of the validation pictures are right."),
        list_against_underfitting(curves), {"validation": kept}, validation=format_per_cent(kept),
    )  # fmt: skip


def _list_missing(curves: Curves) -> list[Said]:
    """A sentence for each thing that was not looked at."""
    missing: list[Said] = []
    if curves.test is None:
        missing.append(N_("Evaluate it on test pictures: that was not done yet."))
    else:
        half = compute_half_interval(compute_accuracy(curves.test), int(curves.test.sum()))
        if half > COARSE:
            text = N_("Add test pictures: with {pictures} the accuracy is known to ± {points} points only.")
            values = {"pictures": f"{int(curves.test.sum()):,}", "points": f"{100 * half:.0f}"}
            missing.append(Message(text, values))
    width = compute_half_width(curves)
    if width > COARSE:
        text = N_("Add validation pictures: with {pictures} the accuracy is known to ± {points} points only.")
        missing.append(Message(text, {"pictures": curves.validation_pictures, "points": f"{100 * width:.0f}"}))
    if curves.leaks is None:
        missing.append(N_("It is not known whether pictures are in two splits: the dataset is gone."))
    return missing


def _find_unchecked(curves: Curves, missing: list[Said]) -> Finding:
    kept = curves.kept
    return make_finding(
        "unchecked", "info",
        N_("No fault so far, but not all was looked at: training and validation go together, {validation} with the "
           "weights that are kept."),
        missing, {"training": curves.accuracy[-1], "validation": kept}, validation=format_per_cent(kept),
    )  # fmt: skip


def _find_nothing_wrong(curves: Curves) -> Finding:
    assert curves.test is not None
    recalls, kept = compute_recalls(curves.test), curves.kept
    worst, test = min(recalls, key=recalls.__getitem__), compute_accuracy(curves.test)
    evidence = {"training": curves.accuracy[-1], "validation": kept, "test": test, "recall": recalls[worst]}
    full = kept >= ALL_RIGHT and bool(curves.val_loss)
    text = (
        N_("Nothing wrong: every validation picture is right and {test} of the test pictures are, so only the loss can "
           "still tell runs apart: {loss} on validation. No picture is in two splits.")
        if full
        else N_("Nothing wrong: training and validation go together, {validation} with the weights that are kept, and "
                "the test pictures agree ({test}). Of no class fewer than {recall} are found ({label}), and no picture "
                "is in two splits.")
    )  # fmt: skip
    loss = {"loss": curves.kept_loss} if full else {}
    return make_finding(
        "nothing_wrong", "good", text,
        [N_("To get further, add pictures like those that it mistakes: Evaluate shows them.")] if test < 1 else [],
        evidence | loss,
        validation=format_per_cent(kept), test=format_per_cent(test), recall=format_per_cent(recalls[worst]),
        label=curves.labels[worst], **{name: format_loss(value) for name, value in loss.items()},
    )  # fmt: skip
