"""Rules about what was learned: how training and validation lie to each other."""

import math
from statistics import mean

import numpy as np

from core.evaluation.curves import Curves
from core.evaluation.findings.finding import (
    LITTLE_LEARNED,
    SETTLED,
    Finding,
    compute_half_width,
    format_per_cent,
    make_finding,
    measure_progress,
)
from core.evaluation.findings.optimisation import find_dead_units, find_one_class, find_rate_too_high, find_rate_too_low
from core.i18n import N_

LATELY = 3  # epochs that are averaged where one alone would be chance
GAP = 0.10  # of accuracy between training and validation: more than dropout or an epoch's running mean make up
BY_HEART = 0.95  # of the training pictures right: with a gap beside it nothing is left to learn from them
LONG_ENOUGH = 5  # epochs that a network may take to show what it can learn
AHEAD = 0.02  # of accuracy by which validation leads; less is the luck of the draw
JUMP = 2.0  # times the training loss that an early validation loss is
SMALL = 0.1  # a training loss below which twice as much is nothing to speak of
EARLY = 1 / 3  # of the epochs
UNSURE = 0.03  # half the width of the 95 % interval: people compare runs that are a few points apart


def find_overfitting(curves: Curves) -> Finding | None:
    """Training goes on to improve while validation does not: it learns the pictures, not what is on them."""
    training, validation = curves.accuracy[-1], curves.val_accuracy[-1]
    gap = training - validation
    since = _find_parting(curves)
    if (
        curves.epochs < SETTLED
        or since is None
        or gap < max(GAP, compute_half_width(curves))
        or find_rate_too_low(curves)
    ):
        return None
    by_heart = training >= BY_HEART
    text = (
        N_(
            "It memorised its training pictures: it is right on {training} of them, but only on {validation} of "
            "pictures it has not seen. Since epoch {epoch} it learns by heart."
        )
        if by_heart
        else N_(
            "It overfits since epoch {epoch}: it is right on {training} of its training pictures and on {validation} "
            "of the others, and training on widens the gap."
        )
    )
    return make_finding(
        "memorised" if by_heart else "overfitting", "warning", text,
        N_(
            "Use more pictures, augmentation, a smaller network (`compact`), or weight decay; or stop at the best "
            "epoch, whose weights are kept anyway."
        ),
        {"epoch": since, "training": training, "validation": validation},
        epoch=since, training=format_per_cent(training), validation=format_per_cent(validation),
    )  # fmt: skip


def find_underfitting(curves: Curves) -> Finding | None:
    """Even on the training pictures it gets little right, and nothing else explains it."""
    causes = (find_rate_too_high, find_rate_too_low, find_one_class, find_dead_units)
    if (
        curves.epochs < LONG_ENOUGH
        or measure_progress(curves) >= LITTLE_LEARNED
        or any(rule(curves) for rule in causes)
    ):
        return None
    guessing = 1 / curves.classes
    return make_finding(
        "underfitting", "warning",
        N_("It underfits: after {epochs} epochs it is right on {training} of its own training pictures; guessing "
           "gets {guessing}."),
        N_("Train for more epochs, with a larger network, larger pictures or a higher learning rate; weaken "
           "augmentation and dropout."),
        {"epochs": curves.epochs, "training": curves.accuracy[-1], "guessing": guessing},
        epochs=curves.epochs, training=format_per_cent(curves.accuracy[-1]), guessing=format_per_cent(guessing),
    )  # fmt: skip


def find_validation_ahead(curves: Curves) -> Finding | None:
    """Looks wrong and is not: what hinders the training pictures does not touch the validation pictures."""
    training, validation = mean(curves.accuracy[-LATELY:]), mean(curves.val_accuracy[-LATELY:])
    if curves.epochs < SETTLED or validation - training < AHEAD:
        return None
    texts = {
        ("dropout",): N_("Validation ({validation}) is better than training ({training}). That is dropout: it "
                         "silences units in training only."),
        ("augmentation",): N_("Validation ({validation}) is better than training ({training}). That is augmentation: "
                              "it makes the training pictures harder than the others."),
        ("dropout", "augmentation"): N_("Validation ({validation}) is better than training ({training}). That is "
                                        "dropout and augmentation, which make it harder in training only."),
        (): N_("Validation ({validation}) is better than training ({training}): training is the mean over an epoch "
               "in which it was still learning, or the validation pictures are easier."),
    }  # fmt: skip
    return make_finding(
        "validation_ahead", "info", texts[tuple(curves.hindrances)],
        N_("Nothing to fix. To compare the two, evaluate the model on its training pictures."),
        {"training": training, "validation": validation},
        training=format_per_cent(training), validation=format_per_cent(validation),
    )  # fmt: skip


def find_normalisation_lag(curves: Curves) -> Finding | None:
    """Batch normalisation judges by running means, which early on are still those of the untrained network."""
    early = max(1, math.ceil(EARLY * curves.epochs))
    jumps = [
        epoch
        for epoch in range(1, early + 1)
        if curves.val_loss and curves.val_loss[epoch - 1] > JUMP * max(curves.loss[epoch - 1], SMALL)
    ]
    falls = all(after < before for before, after in zip(curves.loss[:early], curves.loss[1:early], strict=False))
    if not (curves.normalised and jumps and falls) or find_rate_too_high(curves):
        return None
    worst = max(jumps, key=lambda epoch: curves.val_loss[epoch - 1])
    return make_finding(
        "normalisation_lag", "info",
        N_("In epoch {epoch} the validation loss jumps to {validation} while the training loss is {training} and "
           "smooth: the running means of batch normalisation lag behind the weights."),
        N_("Wait: it passes as the steps become smaller. If it stays, lower the learning rate or enlarge the batch."),
        {"epoch": worst, "training": curves.loss[worst - 1], "validation": curves.val_loss[worst - 1]},
        epoch=worst, training=f"{curves.loss[worst - 1]:.3f}", validation=f"{curves.val_loss[worst - 1]:.3f}",
    )  # fmt: skip


def find_too_few_pictures(curves: Curves) -> Finding | None:
    half = compute_half_width(curves)
    if half <= UNSURE:
        return None
    return make_finding(
        "too_few_pictures", "info",
        N_("With {pictures} validation pictures the accuracy is known to ± {points} points: two runs that are nearer "
           "than that cannot be told apart by it."),
        N_("Compare runs on more pictures, or picture by picture: Compare does that on the test split."),
        {"pictures": curves.validation_pictures, "half_width": half},
        pictures=f"{curves.validation_pictures:,}", points=f"{100 * half:.1f}",
    )  # fmt: skip


def find_nothing_wrong(curves: Curves) -> Finding:
    best = max(curves.val_accuracy)
    return make_finding(
        "nothing_wrong", "good",
        N_("Nothing wrong: training and validation go together, {validation} at best."),
        N_("If it still improved in the last epochs, train for more of them."),
        {"training": curves.accuracy[-1], "validation": best}, validation=format_per_cent(best),
    )  # fmt: skip


def _find_parting(curves: Curves) -> int | None:
    """The first epoch of the parting: after the lowest validation loss, or from which on the gap stays wide."""
    if curves.val_loss:
        lowest = int(np.argmin(curves.val_loss)) + 1
        return lowest + 1 if lowest < curves.epochs else None
    apart = [
        training - validation >= GAP for training, validation in zip(curves.accuracy, curves.val_accuracy, strict=True)
    ]
    return next((epoch for epoch in range(1, curves.epochs + 1) if all(apart[epoch - 1 :])), None)
