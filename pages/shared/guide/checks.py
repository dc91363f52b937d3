"""Whether a task has been done: what was found, as the values of its sentence, or None as long as it is open."""

from collections.abc import Mapping

import numpy as np

from core.concepts.activations import ACTIVATIONS
from core.content.recorded.three_ways import three_ways
from core.intervals import format_measured
from core.units import format_per_cent
from pages.shared.guide.facts import Facts

Found = Mapping[str, str] | None
UNSURE, SURE, HIGH_LOSS = 0.25, 0.9, 3.0
ROUNDED = 1e-9  # what is left of nine typed weights that add up to 0


def doubts(facts: Facts) -> Found:
    """The network has answered about a picture and was not sure."""
    for answer in facts.answers:
        if answer.probability < UNSURE:
            return {"label": answer.label, "share": format_per_cent(answer.probability)}
    return None


def fires(facts: Facts) -> Found:
    """One neuron whose answer is near 1."""
    step = facts.step
    if step is None or len(step.layers) > 1 or step.layers[0].a.shape != (1, 1):
        return None
    z, answer = float(step.layers[0].z[0, 0]), float(step.layers[0].a[0, 0])
    return {"z": f"{z:.3g}", "a": f"{answer:.3g}"} if answer > SURE else None


def passes_nothing(facts: Facts) -> Found:
    """The point is where ReLU is flat, with another function beside it."""
    slopes = {trace.name: float(trace.slope[facts.at]) for trace in facts.slopes}
    others = {name: slope for name, slope in slopes.items() if slope > 0}
    if slopes.get("relu") != 0.0 or not others:
        return None
    name, slope = next(iter(others.items()))
    z = float(facts.slopes[0].z[facts.at])
    return {"z": f"{z:.3g}", "other": ACTIVATIONS[name].title, "slope": f"{slope:.2g}"}


def one_is_off(facts: Facts) -> Found:
    """Of the two hidden units the first is off and the second on, for the example that is looked at."""
    if facts.step is None or len(facts.step.layers) < 2 or facts.step.layers[0].z.shape[1] < 2:
        return None
    first, second = (float(z) for z in facts.step.layers[0].z[0, :2])
    if not first < 0 < second:
        return None
    return {"first": f"{first:.3g}", "second": f"{second:.3g}", "out": f"{float(facts.step.layers[-1].a[0, 0]):.3g}"}


def sure_and_wrong(facts: Facts) -> Found:
    """A prediction for which cross-entropy is large."""
    if facts.loss is None or not float(facts.loss.cross_entropy.value[0]) > HIGH_LOSS:
        return None
    cross, squared = facts.loss.cross_entropy, facts.loss.squared
    return {
        "loss": f"{float(cross.value[0]):.3g}",
        "push": f"{float(abs(cross.on_logits[0]).max()):.2g}",
        "other": f"{float(abs(squared.on_logits[0]).max()):.2g}",
    }


def halved(facts: Facts) -> Found:
    """Updates have brought the loss to half of what it was, or less."""
    losses = facts.progress.losses if facts.progress else ()
    if len(losses) < 2 or losses[-1] > losses[0] / 2:
        return None
    return {"first": f"{losses[0]:.3g}", "last": f"{losses[-1]:.3g}", "count": str(len(losses) - 1)}


def diverges(facts: Facts) -> Found:
    """Gradient descent has left the landscape for good."""
    for run in facts.race:
        if run.optimizer == "gradient_descent" and run.diverged_at is not None:
            return {"step": str(run.diverged_at)}
    return None


def finds_edges(facts: Facts) -> Found:
    """A kernel that says nothing on flat ground, and something elsewhere."""
    trace = facts.window
    if trace is None or trace.kernel is None or not trace.output.any() or trace.bias != 0.0:
        return None
    if abs(float(trace.kernel.sum())) > ROUNDED:
        return None
    return {"most": f"{float(np.abs(trace.output).max()):.3g}"}


def is_trained(facts: Facts) -> Found:
    """A run has ended, and its accuracy is known."""
    best = max(facts.tested, key=lambda metrics: metrics.accuracy, default=None)
    return {"accuracy": format_measured(best.accuracy, best.interval)} if best else None


def is_wrong(facts: Facts) -> Found:
    """A picture whose label is another than the answer of a network that was trained here."""
    for answer in facts.answers:
        if answer.own and answer.true is not None and answer.true != answer.label:
            return {"label": answer.label, "true": answer.true, "share": format_per_cent(answer.probability)}
    return None


def few_photos_do(facts: Facts) -> Found:
    """The fewest photos with which the head beats a network that learned from scratch on all of them."""
    recorded = three_ways()
    counts = recorded.counts()
    scratch = recorded.trial("scratch", max(counts))
    heads = {count: recorded.trial("head", count) for count in counts}
    enough = [count for count, head in heads.items() if head and scratch and head.accuracy > scratch.accuracy]
    if not enough or facts.photos != min(enough) or scratch is None:
        return None
    head = heads[min(enough)]
    return {
        "count": str(min(enough)),
        "head": format_per_cent(head.accuracy if head else 0.0),
        "all": str(max(counts)),
        "scratch": format_per_cent(scratch.accuracy),
    }


def is_used(facts: Facts) -> Found:
    """A network that was trained here has answered about a picture that was brought."""
    for answer in facts.answers:
        if answer.own:
            return {"label": answer.label, "share": format_per_cent(answer.probability)}
    return None
