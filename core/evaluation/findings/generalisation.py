"""Rules about what was learned: how training, validation and test lie to each other."""

import math
from collections.abc import Callable
from statistics import mean

import numpy as np

from core.evaluation.evidence.curves import Curves
from core.evaluation.findings.classes import find_one_class
from core.evaluation.findings.finding import Finding, make_finding
from core.evaluation.findings.measures import (
    GAP,
    LITTLE_LEARNED,
    LONG_ENOUGH,
    SETTLED,
    STILL,
    compute_guessing,
    compute_half_interval,
    compute_half_width,
    is_still_learning,
    measure_progress,
)
from core.evaluation.findings.optimisation import MOSTLY_DEAD, find_rate_too_high, find_rate_too_low
from core.evaluation.findings.pictures import find_mirroring
from core.evaluation.findings.remedies import (
    CHECK_SPLITS,
    LOWER_RATE,
    MORE_PICTURES,
    list_against_certainty,
    list_against_hindrance,
    list_against_jumps,
    list_against_overfitting,
    list_against_underfitting,
)
from core.evaluation.shares import compute_accuracy
from core.i18n import N_
from core.units import format_per_cent

BY_HEART = 0.95  # of the training pictures right: with a gap beside it nothing is left to learn from them
FULL = 0.99  # of the training pictures right: accuracy can no longer show that it goes on, only the loss can
SURER = 1.3  # times its lowest that the validation loss has risen to
SURER_AT_LEAST = 0.05
LATELY = 3  # epochs that are averaged where one alone would be chance
CHANCE = 2.0  # times half of the interval by which validation has to have fallen from the best of many epochs
BEHIND = 0.05  # of accuracy by which test lies behind validation; less is of little interest
BEYOND = 1.5  # times the interval of both: validation is the best of many epochs, which is luck in part
JUMP = 0.08  # of validation accuracy, from one epoch to the next
HELD_BACK = 0.2  # of accuracy by which validation leads where training is made too hard


def find_overfitting(curves: Curves) -> Finding | None:
    """Training goes on to improve while validation does not: it learns the pictures, not what is on them."""
    training, validation = mean(curves.accuracy[-LATELY:]), mean(curves.val_accuracy[-LATELY:])
    if (
        curves.epochs < SETTLED
        or training - validation < max(GAP, _compute_gap_of_chance(curves, training))
        or training - compute_guessing(curves) < GAP
        or _is_validation_improving(curves)
        or find_rate_too_low(curves)
    ):
        return None
    training, validation = curves.accuracy[-1], curves.val_accuracy[-1]
    since, by_heart = _find_parting(curves), training >= BY_HEART
    evidence = {"training": training, "validation": validation} | ({"epoch": since} if since else {})
    return make_finding(
        "memorised" if by_heart else "overfitting", "warning", _describe_overfitting(curves, since, by_heart),
        list_against_overfitting(curves), evidence,
        epoch=since, training=format_per_cent(training), validation=format_per_cent(validation),
    )  # fmt: skip


def _is_validation_improving(curves: Curves) -> bool:
    """Whether its loss is at its lowest and still falls: the gap may close."""
    losses = curves.val_loss
    return len(losses) >= LONG_ENOUGH and losses[-1] == min(losses) and losses[-1] < STILL * losses[-4]


def _compute_gap_of_chance(curves: Curves, training: float) -> float:
    """Half of the 95 % interval of the gap; few training pictures leave it as open as few validation pictures."""
    n = sum(curves.training_pictures)
    return math.hypot(compute_half_width(curves), compute_half_interval(training, n) if n else 0.0)


def _describe_overfitting(curves: Curves, since: int | None, by_heart: bool) -> str:
    if curves.spec.head_only or since is None:
        return N_(
            "It is right on {training} of its training pictures, but only on {validation} of pictures it has not seen: "
            "it knows those too well."
        )
    if by_heart:
        return N_(
            "It memorised its training pictures: it is right on {training} of them, but only on {validation} of "
            "pictures it has not seen. Since epoch {epoch} it learns by heart."
        )
    return N_(
        "It overfits since epoch {epoch}: it is right on {training} of its training pictures and on {validation} "
        "of the others, and training on widens the gap."
    )


def find_certainty(curves: Curves) -> Finding | None:
    """Where all training pictures are right, the accuracies stand still, and only the loss tells that it goes on."""
    if (
        curves.spec.head_only
        or len(curves.val_loss) < LONG_ENOUGH
        or curves.accuracy[-1] < FULL
        or find_overfitting(curves)
    ):
        return None
    lowest = int(np.argmin(curves.val_loss))
    low, last = curves.val_loss[lowest], mean(curves.val_loss[-LATELY:])
    if last < SURER * low or last - low < SURER_AT_LEAST:
        return None
    return make_finding(
        "too_certain", "warning",
        N_("All is learned, and it only grows surer, of its mistakes too: the validation loss rose from {lowest} in "
           "epoch {epoch} to {loss}, while {validation} of the validation pictures are right."),
        list_against_certainty(curves),
        {"epoch": lowest + 1, "lowest_loss": low, "loss": last, "validation": curves.val_accuracy[-1]},
        epoch=lowest + 1, lowest=f"{low:.3f}", loss=f"{last:.3f}", validation=format_per_cent(curves.val_accuracy[-1]),
    )  # fmt: skip


def find_held_back(curves: Curves) -> Finding | None:
    """Dropout or augmentation so strong that the training pictures hardly get learned."""
    if curves.epochs < LONG_ENOUGH or not curves.hindrances or curves.spec.head_only:
        return None
    training, validation = mean(curves.accuracy[-LATELY:]), mean(curves.val_accuracy[-LATELY:])
    if validation - training < HELD_BACK or training > LITTLE_LEARNED:
        return None
    return make_finding(
        "held_back", "warning",
        N_("Training is held back: {training} of the training pictures are right as they are shown to it, but "
           "{validation} of the validation pictures, which neither dropout nor augmentation touches."),
        list_against_hindrance(curves), {"training": training, "validation": validation},
        training=format_per_cent(training), validation=format_per_cent(validation),
    )  # fmt: skip


def find_unsteady(curves: Curves) -> Finding | None:
    """Validation goes up and down from epoch to epoch, by more than its pictures explain."""
    latest = [*curves.val_accuracy[-LONG_ENOUGH:]]
    causes = (find_rate_too_high, find_one_class, find_mirroring, is_still_learning)
    if curves.spec.head_only or curves.epochs < LONG_ENOUGH or any(rule(curves) for rule in causes):
        return None
    steps, least = np.diff(latest), max(JUMP, CHANCE * compute_half_width(curves))
    if steps.max() < least or -steps.min() < least or max(latest) - compute_guessing(curves) < GAP:
        return None
    return make_finding(
        "unsteady", "warning",
        N_("Validation jumps: in the last {epochs} epochs it went up and down between {lowest} and {best}, so the "
           "best epoch is luck in part."),
        list_against_jumps(curves), {"epochs": len(latest), "lowest": min(latest), "best": max(latest)},
        epochs=len(latest), lowest=format_per_cent(min(latest)), best=format_per_cent(max(latest)),
    )  # fmt: skip


def find_fall(curves: Curves) -> Finding | None:
    """Validation was better once, by more than the luck of the best epoch, and nothing else explains it."""
    if curves.spec.head_only or curves.epochs < SETTLED or find_overfitting(curves) or find_rate_too_high(curves):
        return None
    best, last = curves.kept, mean(curves.val_accuracy[-LATELY:])
    least = max(GAP, CHANCE * compute_half_width(curves))
    if best - last < least or best - compute_guessing(curves) < GAP or find_unsteady(curves) or find_mirroring(curves):
        return None
    epoch = curves.kept_epoch
    return make_finding(
        "validation_fell", "warning",
        N_("Validation got worse: {best} were right after epoch {epoch}, and {validation} in the end."),
        [LOWER_RATE, CHECK_SPLITS],
        {"epoch": epoch, "best": best, "validation": last},
        epoch=epoch, best=format_per_cent(best), validation=format_per_cent(last),
    )  # fmt: skip


def find_underfitting(curves: Curves) -> Finding | None:
    """Even on the training pictures it gets little right, and nothing else explains it."""
    if (
        (curves.epochs < LONG_ENOUGH and not curves.spec.head_only)
        or measure_progress(curves) >= LITTLE_LEARNED
        or is_still_learning(curves)
        or any(rule(curves) for rule in CAUSES)
    ):
        return None
    guessing, best = compute_guessing(curves), max(curves.accuracy[-1], curves.val_accuracy[-1])
    text = (
        N_("It underfits: the head is right on {training} of its own training pictures; guessing gets {guessing}. "
           "What the pretrained network sees does not tell these classes apart.")
        if curves.spec.head_only
        else N_("It underfits: after {epochs} epochs it is right on {training} of its own training pictures; guessing "
                "gets {guessing}.")
    )  # fmt: skip
    return make_finding(
        "underfitting", "warning", text, list_against_underfitting(curves),
        {"epochs": curves.epochs, "training": curves.accuracy[-1], "validation": best, "guessing": guessing},
        epochs=curves.epochs, training=format_per_cent(curves.accuracy[-1]), guessing=format_per_cent(guessing),
    )  # fmt: skip


def _has_mostly_dead(curves: Curves) -> bool:
    """Whether so many units are dead that nothing can pass; half of them are no reason to learn nothing."""
    return any(newest >= MOSTLY_DEAD for _first, newest in curves.dead.values())


CAUSES: tuple[Callable[[Curves], object], ...] = (
    find_rate_too_high,
    find_rate_too_low,
    find_one_class,
    _has_mostly_dead,
    find_mirroring,
    find_overfitting,
    find_held_back,
    find_unsteady,
    find_fall,
)


def find_test_behind(curves: Curves) -> Finding | None:
    """The test pictures say less than validation did, by more than the luck of both."""
    if curves.test is None or not curves.validation_pictures or find_overfitting(curves):
        return None
    n, test, validation = int(curves.test.sum()), compute_accuracy(curves.test), curves.kept
    chance = math.hypot(compute_half_interval(test, n), compute_half_width(curves))
    if validation - test < max(BEHIND, BEYOND * chance) or validation - compute_guessing(curves) < GAP:
        return None
    return make_finding(
        "test_behind", "warning",
        N_("Of the test pictures {test} are right, of the validation pictures {validation}: more than chance. The "
           "test pictures look different.") if curves.spec.head_only else
        N_("Of the test pictures {test} are right, of the validation pictures {validation}: more than chance. The "
           "test pictures look different, or the best epoch was chosen by luck."),
        [CHECK_SPLITS, MORE_PICTURES],
        {"test": test, "validation": validation},
        test=format_per_cent(test), validation=format_per_cent(validation),
    )  # fmt: skip


def _find_parting(curves: Curves) -> int | None:
    """The first epoch of the parting; None where it cannot be told.

    Validation has parted after its lowest loss, or when the training pictures were known by heart; an epoch or two
    before the end that may be chance. Without losses, it is the epoch from which on the gap stays wide.
    """
    if curves.val_loss:
        first = int(np.argmin(curves.val_loss)) + 2
        heart = [epoch for epoch, value in enumerate(curves.accuracy, start=1) if value >= BY_HEART]
        since = min([first, *heart[:1]])
        return since if since <= curves.epochs - 1 else None
    apart = [
        training - validation >= GAP for training, validation in zip(curves.accuracy, curves.val_accuracy, strict=True)
    ]
    return next((epoch for epoch in range(1, curves.epochs + 1) if all(apart[epoch - 1 :])), None)
