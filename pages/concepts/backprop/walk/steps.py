"""One step of training as a walk: forward by unit, loss, deltas backward, gradients, update.

All numbers come from one trace and its finite differences; the browser only turns the pages.

Places in the diagram have names: inputs `x0`, units `u<layer>.<unit>`, weights `w<layer>.<unit>.<source>`, biases
`b<layer>.<unit>`, the loss `loss`. Revealed values are `z`, `a`, `d`, `g` and `n` (activation, delta, gradients, new
weights) with the place of their unit. Layers and units count from zero in places and from one in what is read.
"""

from core.concepts.network import SOFTMAX, Trace
from core.i18n import _
from pages.concepts.backprop.walk.backward import (
    after_row,
    bias_gradient_row,
    delta_rows,
    update_rows,
    weight_gradient_rows,
)
from pages.concepts.backprop.walk.forward import activation_row, loss_rows, softmax_rows, z_row
from pages.concepts.backprop.walk.lines import ProvenStep, WalkStep


def walk(proven: ProvenStep) -> list[WalkStep]:
    """All steps for the example in view; gradients and updates are those of the whole batch."""
    places = [_units(proven.traced, index) for index in range(len(proven.traced.layers))]
    return [
        WalkStep("start", _("Before the first step"), []),
        *(step for index in range(len(places)) for step in _forward(proven, index)),
        _loss(proven),
        *(_delta(proven, *place) for units in reversed(places) for place in units),
        *(_gradients(proven, *place) for units in places for place in units),
        *(_update(proven, *place) for units in places for place in units),
        WalkStep("done", _("After the update"), [after_row(proven)]),
    ]


def _forward(proven: ProvenStep, index: int) -> list[WalkStep]:
    units = _units(proven.traced, index)
    if proven.traced.layers[index].layer.activation != SOFTMAX:
        return [_unit_forward(proven, index, unit) for index, unit in units]
    shares = WalkStep(
        "forward",
        _("Softmax: the shares of all outputs"),
        softmax_rows(proven, index),
        [f"u{index}.{unit}" for index, unit in units],
        [f"a{index}.{unit}" for index, unit in units],
    )
    return [*(_logit(proven, index, unit) for index, unit in units), shares]


def _unit_forward(proven: ProvenStep, index: int, unit: int) -> WalkStep:
    rows = [z_row(proven, index, unit), activation_row(proven, index, unit)]
    reveals = [f"z{index}.{unit}", f"a{index}.{unit}"]
    return WalkStep("forward", place_name(proven.traced, index, unit), rows, _around(proven, index, unit), reveals)


def _logit(proven: ProvenStep, index: int, unit: int) -> WalkStep:
    rows, reveals = [z_row(proven, index, unit)], [f"z{index}.{unit}"]
    return WalkStep("forward", place_name(proven.traced, index, unit), rows, _around(proven, index, unit), reveals)


def _loss(proven: ProvenStep) -> WalkStep:
    outputs = _units(proven.traced, len(proven.traced.layers) - 1)
    lit = ["loss", *(f"u{index}.{unit}" for index, unit in outputs)]
    return WalkStep("loss", _("How wrong the output is"), loss_rows(proven), lit, ["loss"])


def _delta(proven: ProvenStep, index: int, unit: int) -> WalkStep:
    lit = [f"u{index}.{unit}", *_onwards(proven.traced, index, unit)]
    title = place_name(proven.traced, index, unit)
    return WalkStep("delta", title, delta_rows(proven, index, unit), lit, [f"d{index}.{unit}"])


def _gradients(proven: ProvenStep, index: int, unit: int) -> WalkStep:
    rows = [*weight_gradient_rows(proven, index, unit), bias_gradient_row(proven, index, unit)]
    title = place_name(proven.traced, index, unit)
    return WalkStep("gradient", title, rows, _around(proven, index, unit), [f"g{index}.{unit}"])


def _update(proven: ProvenStep, index: int, unit: int) -> WalkStep:
    title = place_name(proven.traced, index, unit)
    rows = update_rows(proven, index, unit)
    return WalkStep("update", title, rows, _around(proven, index, unit), [f"n{index}.{unit}"])


def place_name(traced: Trace, index: int, unit: int) -> str:
    """What people call a unit."""
    if index == len(traced.layers) - 1:
        return _("Output {unit}").format(unit=unit + 1)
    return _("Layer {layer}, unit {unit}").format(layer=index + 1, unit=unit + 1)


def _units(traced: Trace, index: int) -> list[tuple[int, int]]:
    return [(index, unit) for unit in range(traced.layers[index].z.shape[1])]


def _around(proven: ProvenStep, index: int, unit: int) -> list[str]:
    """A unit, what comes into it, and the edges between."""
    sources = range(proven.traced.layers[index].a_in.shape[1])
    nodes = [f"x{source}" if index == 0 else f"u{index - 1}.{source}" for source in sources]
    return [f"u{index}.{unit}", f"b{index}.{unit}", *(f"w{index}.{unit}.{source}" for source in sources), *nodes]


def _onwards(traced: Trace, index: int, unit: int) -> list[str]:
    """Where a unit's activation went: the units after it and the edges between, or the loss."""
    if index + 1 == len(traced.layers):
        return ["loss"]
    after = _units(traced, index + 1)
    return [f"u{layer}.{k}" for layer, k in after] + [f"w{layer}.{k}.{unit}" for layer, k in after]
