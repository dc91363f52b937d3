"""Rules about the steps: whether the training works at all."""

import math
from typing import Any

import numpy as np

from core.evaluation.evidence.curves import Curves
from core.evaluation.findings.finding import Finding, make_finding
from core.evaluation.findings.measures import LITTLE_LEARNED, SETTLED, measure_progress
from core.i18n import N_
from core.units import format_per_cent

BEYOND_GUESSING = 2.0  # times the loss of guessing: steps so long that they made it worse than knowing nothing
CLIMB = 1.5  # times its lowest value that the training loss climbs back to; batches alone do not do that
CLIMB_AT_LEAST = 0.1  # of the loss of guessing; near zero any loss is soon half as high again
CRAWLING = 1e-4  # of a weight that a step changes where it changes most; about 1e-3 is usual, so it is too slow
LITTLE_LESS = 0.9  # of the loss of guessing is still left
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
    clip = [] if curves.spec.clip_norm else [N_("Clip the gradients.")]
    precision = [] if curves.spec.precision == "float32" else [N_("Train in float32.")]
    return make_finding(
        "not_finite", "error",
        N_("The loss is no longer a number since epoch {epoch}: the weights have grown beyond all bounds."),
        [N_("Divide the learning rate by ten."), *clip, *precision],
        {"epoch": bad[0]}, epoch=bad[0],
    )  # fmt: skip


def find_rate_too_high(curves: Curves) -> Finding | None:
    """The first steps threw the weights away and it has not recovered, or the training loss climbed back up.

    A head reads no learning rate.
    """
    if not curves.loss or curves.spec.head_only:
        return None
    guessing = math.log(curves.classes)
    lowest, highest_after = _find_worst_climb(curves.loss)
    if curves.loss[0] > BEYOND_GUESSING * guessing and measure_progress(curves) < LITTLE_LEARNED:
        text = N_("The learning rate is too high: in the first epoch the loss was {loss}; guessing has {guessing}.")
        return _make_rate_too_high(curves, text, {"loss": curves.loss[0], "guessing": guessing})
    if highest_after > CLIMB * lowest and highest_after - lowest > CLIMB_AT_LEAST * guessing:
        text = N_("The learning rate is too high: the training loss climbed from {lowest} back to {loss}.")
        return _make_rate_too_high(curves, text, {"lowest": lowest, "loss": highest_after})
    return None


def _make_rate_too_high(curves: Curves, text: str, losses: dict[str, float]) -> Finding:
    warms = curves.spec.schedule != "constant" and curves.spec.warm_up > 0
    remedies = [N_("Divide the learning rate by three or by ten.")]
    if not warms:
        remedies.append(N_("Let it warm up: take a schedule that climbs to the rate."))
    return make_finding(
        "rate_too_high", "warning", text, remedies,
        {"loss" if name == "loss" else f"{name}_loss": value for name, value in losses.items()},
        **{name: f"{value:.3g}" for name, value in losses.items()},
    )  # fmt: skip


def find_rate_too_low(curves: Curves) -> Finding | None:
    """The loss is still near that of guessing, since every step is tiny; dead units are no sign of a low rate."""
    if len(curves.loss) < SETTLED or curves.spec.head_only or find_rate_too_high(curves) or find_dead_units(curves):
        return None
    ratio, first, last = curves.update_ratio, curves.loss[0], curves.loss[-1]
    if ratio is None or not ratio < CRAWLING or last <= LITTLE_LESS * math.log(curves.classes):
        return None
    return make_finding(
        "rate_too_low", "warning",
        N_("The learning rate is too low: in {epochs} epochs the training loss went only from {first} to {last}. A "
           "step changed the weights by {ratio} of their size; a thousandth is usual."),
        [N_("Multiply the learning rate by ten.")],
        {"epochs": curves.epochs, "first": first, "last": last, "ratio": ratio},
        epochs=curves.epochs, first=f"{first:.3f}", last=f"{last:.3f}", ratio=f"{ratio:.1g}",
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
    normalise = [] if curves.normalised else [N_("Use a network with batch normalisation (compact).")]
    return make_finding(
        "dead_units", "warning",
        N_(
            "In the layer {layer}, {share} of the units are zero on every picture inspected: dead ReLUs, which get "
            "no gradient and hardly ever recover."),
        [N_("Lower the learning rate, or let it warm up."), *normalise],
        bad, layer=layer, share=format_per_cent(bad[layer]),
    )  # fmt: skip


def _find_worst_climb(losses: Any) -> tuple[float, float]:
    """A low and the highest value after it that lasted two epochs, of the pair that is furthest apart.

    One epoch alone may be chance where there are few pictures; the last one counts, since nothing follows it.
    """
    each = np.asarray(losses, float)
    lasting = np.minimum(each, np.append(each[1:], np.inf))
    lows = np.minimum.accumulate(each)
    place = int(np.argmax(lasting - lows))
    return float(lows[place]), float(lasting[place])
