"""What the screen “Forward and backward” is about, as text in the address and as a network with its examples.

The address holds the shape (`2-3-1`), the activations, every weight and bias (or `drawn`, from the seed), the examples,
the loss, the learning rate and the seed. What does not fit together gets a sentence and is not taken.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from core.concepts import article
from core.concepts.activations import ACTIVATIONS, Array
from core.concepts.losses import LOSSES
from core.concepts.network import SOFTMAX, DenseLayer, Network, create
from core.errors import InputError
from core.i18n import N_, _
from pages.shared.screen_state import Field, State, choice, integer, number

LIMIT = 1000.0
MOST_INPUTS, MOST_LAYERS, MOST_UNITS, MOST_EXAMPLES = 4, 4, 6, 8
HIDDEN = tuple(ACTIVATIONS)
OUTPUT = (*HIDDEN, SOFTMAX)
PROBABILITIES = ("sigmoid", SOFTMAX)
LOSS_NAMES = tuple(name for name, loss in LOSSES.items() if loss.takes != "logit")
DRAWN = "drawn"
VALUE = number(0.0, -LIMIT, LIMIT)

Numbers = tuple[float, ...]
Rows = tuple[Numbers, ...]


@dataclass(frozen=True)
class StepSetup:
    """One step of training to look at: a network, examples x (n, inputs), targets y (n, outputs), a learning rate."""

    network: Network
    x: Array
    y: Array
    learning_rate: float


def fields() -> dict[str, Field]:
    """The state of the screen; its defaults are the article's worked example."""
    worked = values_of(StepSetup(article.network(), np.array([article.X]), np.array([[article.Y]]), 0.0))
    return {
        "shape": Field(worked["shape"], _read_shape, write=lambda shape: "-".join(str(units) for units in shape)),
        "activations": Field(worked["activations"], _read_activations, write=",".join),
        "weights": Field(worked["weights"], _read_weights, write=_write_weights),
        "inputs": Field(worked["inputs"], _read_rows, write=_write_rows),
        "targets": Field(worked["targets"], _read_rows, write=_write_rows),
        "loss": choice("mse", LOSS_NAMES),
        "rate": number(article.LEARNING_RATE, 0.0, 10.0),
        "seed": integer(0, 0, 9999),
    }


def problem_of(state: State) -> StepSetup:
    """The network and the examples that the state describes; `InputError` when its parts do not fit together."""
    shape, names = state["shape"], state["activations"]
    _require(len(names) == len(shape) - 1 and all(name in HIDDEN for name in names[:-1]), "activations", shape)
    _require(names[-1] in outputs_for(state["loss"]), "activations", shape)
    for name, width in (("inputs", shape[0]), ("targets", shape[-1])):
        rows = state[name]
        _require(all(len(row) == width for row in rows) and len(rows) == len(state["inputs"]), name, shape)
    network = create(shape, names, loss=state["loss"], seed=state["seed"])
    if state["weights"] is not None:
        count = sum((fan_in + 1) * units for fan_in, units in pairwise(shape))
        _require(len(state["weights"]) == count, "weights", shape)
        network = _with_numbers(network, state["weights"])
    return StepSetup(network, np.array(state["inputs"]), np.array(state["targets"]), state["rate"])


def values_of(problem: StepSetup) -> dict[str, Any]:
    """What the state must hold to describe this problem, but for its loss, learning rate and seed."""
    layers = problem.network.layers
    blocks = (np.vstack([layer.weights, layer.biases]).T for layer in layers)
    return {
        "shape": (len(layers[0].weights), *(len(layer.biases) for layer in layers)),
        "activations": tuple(layer.activation for layer in layers),
        "weights": tuple(float(value) for block in blocks for value in block.ravel()),
        "inputs": _rows(problem.x),
        "targets": _rows(problem.y),
    }


def outputs_for(loss: str) -> tuple[str, ...]:
    """The activations that the output may have under this loss: cross-entropy takes probabilities."""
    return PROBABILITIES if LOSSES[loss].takes == "probability" else OUTPUT


def check_limits(problem: StepSetup) -> None:
    """`InputError` when a weight or a bias has outgrown the screen."""
    largest = max(float(np.abs(part).max()) for one in problem.network.layers for part in (one.weights, one.biases))
    if not largest <= LIMIT:
        raise InputError(
            N_("A weight would become {value}, more than {limit}: the updates diverge. Take a smaller learning rate."),
            value=f"{largest:.3g}",
            limit=f"{LIMIT:g}",
        )


def _with_numbers(network: Network, numbers: Numbers) -> Network:
    layers, rest = [], np.array(numbers)
    for layer in network.layers:
        fan_in, units = layer.weights.shape
        block, rest = np.split(rest, [(fan_in + 1) * units])
        rows = block.reshape(units, fan_in + 1)
        layers.append(DenseLayer(rows[:, :-1].T, rows[:, -1], layer.activation))
    return Network(tuple(layers), network.loss)


def _rows(values: Array) -> Rows:
    return tuple(tuple(float(value) for value in row) for row in values)


def _require(fits: bool, part: str, shape: tuple[int, ...]) -> None:
    if not fits:
        raise InputError(
            N_("In this link “{part}” does not fit the network {shape}, so the article's example is shown."),
            part=part,
            shape="-".join(str(units) for units in shape),
        )


def check_size(shape: tuple[int, ...], examples: int = 1) -> None:
    """`InputError` when the network or the examples have no room on the screen."""
    inputs, *units = shape
    fits = (
        1 <= inputs <= MOST_INPUTS
        and 1 <= len(units) <= MOST_LAYERS
        and all(1 <= count <= MOST_UNITS for count in units)
        and 1 <= examples <= MOST_EXAMPLES
    )
    if not fits:
        raise InputError(
            N_("There is room for {inputs} inputs, {layers} layers of {units} units, and {examples} examples."),
            inputs=MOST_INPUTS,
            layers=MOST_LAYERS,
            units=MOST_UNITS,
            examples=MOST_EXAMPLES,
        )


def _read_shape(text: str) -> tuple[int, ...]:
    shape = tuple(integer(1, 1, MOST_UNITS).read(part) for part in text.split("-"))
    check_size(shape)
    return shape


def _read_activations(text: str) -> tuple[str, ...]:
    return tuple(choice("", OUTPUT).read(part) for part in text.split(","))


def _read_weights(text: str) -> Numbers | None:
    return None if text == DRAWN else _read_numbers(text)


def _write_weights(numbers: Numbers | None) -> str:
    return DRAWN if numbers is None else _write_numbers(numbers)


def _read_rows(text: str) -> Rows:
    rows = tuple(_read_numbers(part) for part in text.split(";"))
    check_size((1, 1), len(rows))
    return rows


def _write_rows(rows: Rows) -> str:
    return ";".join(_write_numbers(row) for row in rows)


def _read_numbers(text: str) -> Numbers:
    return tuple(VALUE.read(part.strip()) for part in text.split(","))


def _write_numbers(numbers: Numbers) -> str:
    return ",".join(VALUE.write(value) for value in numbers)


def loss_label(name: str) -> str:
    """The name of a loss as people write it."""
    labels = {
        "mse": N_("mean squared error"),
        "half_squared_error": N_("half the squared error"),
        "huber": N_("Huber"),
        "binary_crossentropy": N_("binary cross-entropy"),
        "categorical_crossentropy": N_("categorical cross-entropy"),
    }
    return _(labels[name])
