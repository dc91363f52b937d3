"""What the first batch says of a network that nobody has trained: which units are dead, what explodes, what fades.

The worker measures with Keras, and these rules say what to try. The bounds are wide: initialisation decides a factor of
ten here or there, which training makes up for.
"""

from collections.abc import Sequence
from math import isfinite

from pydantic import BaseModel, ConfigDict

from core.i18n import N_, Message

MANY_DEAD = 0.5  # of a layer's units are 0 for every picture
EXPLODED, FADED = 100.0, 1e-3  # spread of a layer's numbers, beside that of the first layer that learns
RAW_PIXELS = 30.0  # spread of what the first layer sees, where nothing rescales it
FAINT = 1e-4  # of the largest gradient of a layer
BY_HEART = 0.1  # of the first loss

DEAD = N_(
    "{share} of the units of {layer} are 0 for every picture, and learn nothing. Put a batch normalisation before it,"
    " or set the initialiser to He normal."
)
EXPLODES = N_(
    "The numbers behind {layer} are {times} times as widely spread as behind the first layer. Put a batch normalisation"
    " behind the convolutions, or set another initialiser."
)
FADES = N_(
    "The numbers behind {layer} have nearly no spread left ({times} times that behind the first layer). Set the"
    " initialiser to He normal, or put a batch normalisation before it."
)
PIXELS = N_("The first layer sees pixels from 0 to 255. Put a rescaling at the top.")
NO_GRADIENT = N_(
    "The gradient that reaches {layer} is a {times}th of the largest: it will hardly learn. Residual blocks and batch"
    " normalisation let gradients through."
)
NOT_FINITE = N_("The numbers behind {layer} are not finite. Set the initialiser to He normal, and rescale the pixels.")
LEARNED = N_("It learned {count} pictures by heart: the loss fell from {first} to {last} in {steps} steps.")
NOT_LEARNED = N_(
    "It did not learn {count} pictures by heart in {steps} steps: the loss went from {first} to {last}. Try a higher or"
    " a lower learning rate, a batch normalisation, or wider layers."
)
SOUND = N_("Nothing unusual in the first batch: no dead layers, nothing explodes, gradients reach the first layer.")


class LayerNumbers(BaseModel):
    """One layer on one batch, at initialisation.

    Attributes:
        name: of the layer, `kind` is Keras's word for it.
        spread: standard deviation of its output.
        dead: share of its units that are 0 for every picture; None where it ends in no ReLU.
        gradient: root mean square of the gradients of its weights; None where it has none that learn.

    """

    model_config = ConfigDict(frozen=True, ser_json_inf_nan="constants")

    name: str
    kind: str
    spread: float
    dead: float | None = None
    gradient: float | None = None


class FirstBatch(BaseModel):
    """`result.json` of a check: the layers in order, and the losses of learning a few pictures by heart."""

    model_config = ConfigDict(frozen=True, ser_json_inf_nan="constants")

    layers: tuple[LayerNumbers, ...]
    losses: tuple[float, ...]
    pictures: int
    step_seconds: float


def advise(found: FirstBatch) -> list[Message]:
    """What is unusual and what to try, the most basic first; that all is well, where nothing is."""
    unusual = [*_find_broken(found.layers), *_find_dead(found.layers), *_find_faint(found.layers)]
    return [*(unusual or [Message(SOUND)]), *_judge_by_heart(found)]


def _find_broken(layers: Sequence[LayerNumbers]) -> list[Message]:
    for layer in layers:
        if not isfinite(layer.spread):
            return [Message(NOT_FINITE, {"layer": layer.name})]
    place = next((place for place, layer in enumerate(layers) if layer.gradient is not None), None)
    if place is None:
        return []
    before = layers[place - 1].spread if place else RAW_PIXELS + 1
    raw = [Message(PIXELS)] if before > RAW_PIXELS else []
    return [*raw, *_find_spread(layers[place:-1])]


def _find_spread(layers: Sequence[LayerNumbers]) -> list[Message]:
    """The first layer whose output is far more or far less spread than that of the first one that learns."""
    if not layers or not layers[0].spread:
        return []
    for layer in layers[1:]:
        times = layer.spread / layers[0].spread
        if times > EXPLODED or times < FADED:
            text = EXPLODES if times > EXPLODED else FADES
            return [Message(text, {"layer": layer.name, "times": f"{times:.2g}"})]
    return []


def _find_dead(layers: Sequence[LayerNumbers]) -> list[Message]:
    worst = max((layer for layer in layers if layer.dead is not None), key=lambda one: one.dead or 0.0, default=None)
    if worst is None or (worst.dead or 0.0) < MANY_DEAD:
        return []
    return [Message(DEAD, {"layer": worst.name, "share": f"{worst.dead:.0%}"})]


def _find_faint(layers: Sequence[LayerNumbers]) -> list[Message]:
    learning = [layer for layer in layers if layer.gradient is not None and isfinite(layer.gradient)]
    largest = max((layer.gradient or 0.0 for layer in learning), default=0.0)
    faint = next((layer for layer in learning if (layer.gradient or 0.0) < FAINT * largest), None)
    if faint is None:
        return []
    times = largest / faint.gradient if faint.gradient else float("inf")
    return [Message(NO_GRADIENT, {"layer": faint.name, "times": f"{times:.2g}"})]


def _judge_by_heart(found: FirstBatch) -> list[Message]:
    if not found.losses:
        return []
    first, last = found.losses[0], min(found.losses)
    values = {"count": found.pictures, "first": f"{first:.3g}", "last": f"{last:.3g}", "steps": len(found.losses)}
    learned = isfinite(first) and last < BY_HEART * max(first, BY_HEART)
    return [Message(LEARNED if learned else NOT_LEARNED, values)]
