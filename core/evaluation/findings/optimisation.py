"""Rules about the steps: whether the training works at all."""

import math
from typing import Any

import numpy as np

from core.evaluation.curves import Curves
from core.evaluation.findings.finding import SETTLED, Finding, format_per_cent, make_finding
from core.i18n import N_

BEYOND_GUESSING = 2.0  # times the loss of guessing: steps so long that they made it worse than knowing nothing
CLIMB = 1.5  # times its lowest value that the training loss climbs back to; batches alone do not do that
CLIMB_AT_LEAST = 0.1  # of the loss of guessing; near zero any loss is soon half as high again
CRAWLING = 1e-4  # of a weight that a step changes where it changes most; about 1e-3 is usual, so it is too slow
LITTLE_LESS = 0.9  # of the loss of guessing is still left
ONE_SIDED = 0.99  # of all answers are one class
MOSTLY_ONE = 0.9  # of the pictures may be one class in truth, and then always answering it is no sign of anything
MOSTLY_DEAD = 0.9  # of a layer's units; of a fresh layer up to two thirds are silent on a few pictures that look alike
DYING, HALF = 0.25, 0.5  # of a layer's units fell silent since the first epoch, and now half of them or more are


def find_not_finite(curves: Curves) -> Finding | None:
    bad = [
        epoch
        for epoch, losses in enumerate(zip(curves.loss, curves.val_loss, strict=True), start=1)
        if not all(map(math.isfinite, losses))
    ]
    if not bad:
        return None
    return make_finding(
        "not_finite", "error",
        N_("The loss is no longer a number since epoch {epoch}: the weights have grown beyond all bounds."),
        N_("Divide the learning rate by ten, clip the gradients, or train in float32."),
        {"epoch": bad[0]}, epoch=bad[0],
    )  # fmt: skip


def find_rate_too_high(curves: Curves) -> Finding | None:
    """The first steps threw the weights away, or the training loss climbed back up."""
    if not curves.loss:
        return None
    guessing = math.log(curves.classes)
    lowest, highest_after = _find_worst_climb(curves.loss)
    if curves.loss[0] > BEYOND_GUESSING * guessing:
        text = N_("The learning rate is too high: in the first epoch the loss was {loss}; guessing has {guessing}.")
        return _make_rate_too_high(text, {"loss": curves.loss[0], "guessing": guessing})
    if highest_after > CLIMB * lowest and highest_after - lowest > CLIMB_AT_LEAST * guessing:
        text = N_("The learning rate is too high: the training loss climbed from {lowest} back to {loss}.")
        return _make_rate_too_high(text, {"lowest": lowest, "loss": highest_after})
    return None


def _make_rate_too_high(text: str, evidence: dict[str, float]) -> Finding:
    advice = N_("Divide the learning rate by three or by ten, or let it warm up.")
    return make_finding(
        "rate_too_high", "warning", text, advice, evidence, **{name: f"{value:.3g}" for name, value in evidence.items()}
    )


def find_rate_too_low(curves: Curves) -> Finding | None:
    """The loss is still near that of guessing, since every step is tiny; dead units are no sign of a low rate."""
    if len(curves.loss) < SETTLED or find_rate_too_high(curves) or find_dead_units(curves):
        return None
    ratio, first, last = curves.update_ratio, curves.loss[0], curves.loss[-1]
    if ratio is None or not ratio < CRAWLING or last <= LITTLE_LESS * math.log(curves.classes):
        return None
    return make_finding(
        "rate_too_low", "warning",
        N_("The learning rate is too low: in {epochs} epochs the training loss went only from {first} to {last}. A "
           "step changed the weights by {ratio} of their size; a thousandth is usual."),
        N_("Multiply the learning rate by ten."),
        {"epochs": curves.epochs, "first": first, "last": last, "ratio": ratio},
        epochs=curves.epochs, first=f"{first:.3f}", last=f"{last:.3f}", ratio=f"{ratio:.1g}",
    )  # fmt: skip


def find_one_class(curves: Curves) -> Finding | None:
    if not curves.confusions or curves.epochs < SETTLED or find_rate_too_low(curves):
        return None  # a network that has hardly moved says what it said before it saw a picture
    said = [matrix.sum(axis=0) / max(matrix.sum(), 1) for matrix in curves.confusions]
    true = curves.confusions[-1].sum(axis=1) / max(curves.confusions[-1].sum(), 1)
    if min(shares.max() for shares in said) < ONE_SIDED or true.max() > MOSTLY_ONE:
        return None
    share, answer = float(said[-1].max()), int(np.argmax(said[-1]))
    return make_finding(
        "one_class", "error",
        N_("It answers one class always: {share} of the validation pictures are {label} to it, whatever is on them."),
        N_("Lower the learning rate, check that the labels are right, and give classes with few pictures more weight."),
        {"share": share}, share=format_per_cent(share), label=curves.labels[answer],
    )  # fmt: skip


def find_dead_units(curves: Curves) -> Finding | None:
    """A ReLU that answers 0 to every picture gets no gradient: it will never learn again."""
    bad = {
        name: newest
        for name, (first, newest) in curves.dead.items()
        if newest >= MOSTLY_DEAD or (newest >= HALF and newest - first >= DYING)
    }
    if not bad:
        return None
    layer = max(bad, key=bad.__getitem__)
    return make_finding(
        "dead_units", "warning",
        N_(
            "In the layer {layer}, {share} of the units are zero on every picture inspected: dead ReLUs, which get "
            "no gradient and cannot recover."),
        N_("Lower the learning rate or let it warm up; with batch normalisation (`compact`) it happens less."),
        bad, layer=layer, share=format_per_cent(bad[layer]),
    )  # fmt: skip


def _find_worst_climb(losses: Any) -> tuple[float, float]:
    """A low and the highest value after it, of the pair that is furthest apart."""
    lows = np.minimum.accumulate(np.asarray(losses, float))
    place = int(np.argmax(np.asarray(losses) - lows))
    return float(lows[place]), float(losses[place])
