"""Rules about what looks wrong and is not, and about how much the figures can tell."""

import math
from statistics import mean

from core.evaluation.evidence.curves import Curves
from core.evaluation.findings.finding import Finding, make_finding
from core.evaluation.findings.measures import LONG_ENOUGH, compute_half_width
from core.evaluation.findings.optimisation import find_rate_too_high
from core.i18n import N_
from core.units import format_per_cent

LATELY = 3  # epochs that are averaged where one alone would be chance
AHEAD = 0.02  # of accuracy by which validation leads; less is the luck of the draw
JUMP = 2.0  # times the training loss that an early validation loss is
SMALL = 0.1  # a training loss below which twice as much is nothing to speak of
EARLY = 1 / 3  # of the epochs
UNSURE = 0.03  # half the width of the 95 % interval: people compare runs that are a few points apart

LEADS = {
    ("dropout",): N_("Validation ({validation}) is better than training ({training}). That is dropout: it silences "
                     "units in training only."),
    ("augmentation",): N_("Validation ({validation}) is better than training ({training}). That is augmentation: it "
                          "makes the training pictures harder than the others."),
    ("dropout", "augmentation"): N_("Validation ({validation}) is better than training ({training}). That is dropout "
                                    "and augmentation, which make it harder in training only."),
    (): N_("Validation ({validation}) is better than training ({training}): training is the mean over an epoch in "
           "which it was still learning, or the validation pictures are easier."),
}  # fmt: skip


def find_validation_ahead(curves: Curves) -> Finding | None:
    """Looks wrong and is not: what hinders the training pictures does not touch the validation pictures.

    A head is measured on both kinds of pictures in the same way, so there a lead is chance.
    """
    training, validation = mean(curves.accuracy[-LATELY:]), mean(curves.val_accuracy[-LATELY:])
    if curves.epochs < LONG_ENOUGH or curves.spec.head_only or validation - training < AHEAD:
        return None  # in the first epochs training is behind since it still learns within each of them
    return make_finding(
        "validation_ahead", "info", LEADS[tuple(curves.hindrances)],
        [N_("Nothing to fix. To compare the two, evaluate the model on its training pictures.")],
        {"training": training, "validation": validation},
        training=format_per_cent(training), validation=format_per_cent(validation),
    )  # fmt: skip


def find_normalisation_lag(curves: Curves) -> Finding | None:
    """Batch normalisation judges by running means, which early on are still those of the untrained network."""
    if curves.spec.head_only or not curves.normalised or find_rate_too_high(curves):
        return None
    early = max(1, math.ceil(EARLY * curves.epochs))
    jumps = [
        epoch
        for epoch in range(1, early + 1)
        if curves.val_loss and curves.val_loss[epoch - 1] > JUMP * max(curves.loss[epoch - 1], SMALL)
    ]
    falls = all(after < before for before, after in zip(curves.loss[:early], curves.loss[1:early], strict=False))
    worst = max(jumps, key=lambda epoch: curves.val_loss[epoch - 1], default=None)
    if worst is None or not falls or curves.val_loss[-1] > JUMP * max(curves.loss[-1], SMALL):
        return None  # one that has not passed is no lag
    return make_finding(
        "normalisation_lag", "info",
        N_("In epoch {epoch} the validation loss jumps to {validation} while the training loss is {training} and "
           "smooth: the running means of batch normalisation lag behind the weights."),
        [N_("Wait: it passes as the steps become smaller. If it stays, lower the learning rate or enlarge the batch.")],
        {"epoch": worst, "training_loss": curves.loss[worst - 1], "validation_loss": curves.val_loss[worst - 1]},
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
        [N_("Compare runs on more pictures, or picture by picture: Compare does that on the test split.")],
        {"pictures": curves.validation_pictures, "half_width": half},
        pictures=f"{curves.validation_pictures:,}", points=f"{100 * half:.1f}",
    )  # fmt: skip
