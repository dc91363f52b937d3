"""A network drawn as it is, every number of it editable, and one step of training walked through on it.

Python sends the whole walk once; stepping, playing and lighting happen in the browser. What a person changes on the
drawing comes back as an edit, and where the walk rests is told a moment after the last step, for the address.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import streamlit as st

from core.concepts.activations import ACTIVATIONS
from core.concepts.network import SOFTMAX, Pass, example_losses, forward
from core.i18n import _
from pages.concepts.backprop import network_state
from pages.concepts.backprop.walk.lines import ProvenStep
from pages.concepts.backprop.walk.steps import walk
from pages.shared.browser.component import component
from pages.shared.charts.download.chart_download import chart_download

_mount = component(
    "concepts/backprop/diagram/diagram.js",
    styles=["shared/charts/chart.css", "shared/charts/playing/slider.css", "concepts/backprop/diagram/diagram.css"],
)


def network_diagram(
    proven: ProvenStep,
    step: int,
    turn: int,
    *,
    key: str,
    edit: int,
    problem: str,
    on_edit: Callable[[Mapping[str, Any]], None],
    on_step: Callable[[int, int], None],
) -> None:
    """Draw the network of a walk at `step`.

    `edit` is the number of the last edit that was heard, `problem` a sentence about it, or empty.
    `on_step` gets the step where the walk rests and the number of that report; `turn` is the last number it got.
    """

    def report() -> None:
        hand = st.session_state[key]["hand"]
        on_step(int(hand["step"]), int(hand["turn"]))
        if hand["edit"]:
            on_edit(hand["edit"])

    data = network_data(proven) | {"step": step, "turn": turn, "edit": edit, "problem": problem}
    _mount(data=data, key=key, on_hand_change=report)
    chart_download(key, name="network")


def network_data(proven: ProvenStep) -> dict[str, Any]:
    """Everything the drawing needs, as plain numbers and text; `..._after` are of a forward pass after the update."""
    traced, example = proven.traced, proven.example
    again = forward(traced.after, traced.x)
    return {
        "x": traced.x[example].tolist(),
        "y": traced.y[example].tolist(),
        "loss": float(traced.losses[example]),
        "loss_after": float(example_losses(traced.after, again[-1], traced.y)[example]),
        "example": example,
        "examples": len(traced.x),
        "layers": [_layer(proven, index, again[index]) for index in range(len(traced.layers))],
        "steps": [asdict(step) for step in walk(proven)],
        "most": {
            "inputs": network_state.MOST_INPUTS,
            "layers": network_state.MOST_LAYERS,
            "units": network_state.MOST_UNITS,
            "examples": network_state.MOST_EXAMPLES,
        },
        "titles": {name: one.title for name, one in ACTIVATIONS.items()} | {SOFTMAX: "Softmax"},
        "words": words(),
    }


def _layer(proven: ProvenStep, index: int, again: Pass) -> dict[str, Any]:
    layer, last = proven.traced.layers[index], index == len(proven.traced.layers) - 1
    options = network_state.outputs_for(proven.traced.network.loss) if last else network_state.HIDDEN
    return {
        "activation": layer.layer.activation,
        "options": list(options),
        "weights": layer.layer.weights.tolist(),
        "biases": layer.layer.biases.tolist(),
        "z": layer.z[proven.example].tolist(),
        "a": layer.a[proven.example].tolist(),
        "z_after": again.z[proven.example].tolist(),
        "a_after": again.a[proven.example].tolist(),
        "delta": layer.delta[proven.example].tolist(),
        "weights_gradient": layer.weights_gradient.tolist(),
        "biases_gradient": layer.biases_gradient.tolist(),
        "weights_after": layer.after.weights.tolist(),
        "biases_after": layer.after.biases.tolist(),
    }


def words() -> dict[str, str]:
    """The texts of the drawing in the reader's language; braces are filled in the browser."""
    return _walk_words() | _number_words() | _shape_words()


def _walk_words() -> dict[str, str]:
    """Of the controls and the phases."""
    return {
        "picture": _("The network; arrow keys step, space plays"),
        "first": _("To the start"),
        "back": _("One step back"),
        "play": _("Play"),
        "pause": _("Pause"),
        "next": _("One step on"),
        "last": _("To the end"),
        "at": _("Step {step} of {steps}"),
        "scrub": _("Where in the walk"),
        "start": _("Start"),
        "forward": _("Forward"),
        "loss": _("Loss"),
        "delta": _("Deltas"),
        "gradient": _("Gradients"),
        "update": _("Update"),
        "done": _("Done"),
        "ready": _(
            "Nothing is computed yet. Press play or the arrow keys to go through one step of training; click any "
            "weight, bias, input or target to change it."
        ),
    }


def _number_words() -> dict[str, str]:
    """Of a number that can be changed, and what it belongs to."""
    return {
        "weight": _("Weight from {source} to {unit}"),
        "bias": _("Bias of {unit}"),
        "input": _("Input {unit}"),
        "target": _("Target {unit}"),
        "unit": _("unit {unit} of layer {layer}"),
        "output": _("output {unit}"),
        "from_input": _("input {unit}"),
        "set": _("Set"),
        "close": _("Close"),
        "slide": _("Slide to change"),
    }


def _shape_words() -> dict[str, str]:
    """Of layers, units and examples that come and go, and of what is held against the numbers."""
    return {
        "inputs": _("Inputs"),
        "hidden": _("Layer {layer}"),
        "outputs": _("Output"),
        "activation": _("Activation of"),
        "add_unit": _("Add a unit"),
        "remove_unit": _("Remove a unit"),
        "add_input": _("Add an input"),
        "remove_input": _("Remove an input"),
        "add_layer": _("Add a hidden layer"),
        "remove_layer": _("Remove this layer"),
        "example": _("Example {example} of {examples}"),
        "previous_example": _("The example before"),
        "next_example": _("The next example"),
        "add_example": _("Add an example"),
        "remove_example": _("Remove this example"),
        "numeric": _("finite differences"),
        "apart": _("relative error"),
        "article": _("The article prints {value}."),
    }
