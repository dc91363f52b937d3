"""Edits by hand change what they name and nothing else, and stay in bounds."""

import numpy as np
import pytest

from core.concepts import article
from core.concepts.network import trace
from core.errors import InputError
from pages.concepts.backprop import network_state
from pages.concepts.backprop.edits import apply_edit
from pages.concepts.backprop.network_state import StepSetup, fields, values_of

DEFAULTS = {name: field.default for name, field in fields().items()}
PROBLEM = StepSetup(article.network(), np.array([article.X]), np.array([[article.Y]]), 0.01)
HERE = {"example": 0, "seed": 0}


def change(op, problem=PROBLEM, **edit):
    return apply_edit(problem, {"op": op, **edit}, **HERE)


def shape(problem):
    return values_of(problem)["shape"]


def test_a_weight_and_a_bias_are_set():
    assert change("weight", layer=0, source=1, unit=0, value=" 0.75 ").network.layers[0].weights[1, 0] == 0.75
    assert change("bias", layer=1, unit=0, value="-2").network.layers[1].biases[0] == -2


def test_an_input_and_a_target_are_set():
    assert change("input", unit=1, value="7").x.tolist() == [[1, 7]]
    assert change("target", unit=0, value="7").y.tolist() == [[7]]


@pytest.mark.parametrize("bad", ["", "nan", "inf", "-inf", "1e9", "0.1.2", "__import__('os')"])
@pytest.mark.parametrize(
    "edit",
    [
        {"op": "weight", "layer": 0, "source": 0, "unit": 0},
        {"op": "bias", "layer": 0, "unit": 0},
        {"op": "input", "unit": 0},
        {"op": "target", "unit": 0},
    ],
)
def test_a_bad_number_is_told_in_words(edit, bad):
    with pytest.raises(InputError, match="is not a number from"):
        apply_edit(PROBLEM, {**edit, "value": bad}, **HERE)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({"op": "add_unit", "layer": -1}, (3, 2, 1)),
        ({"op": "add_unit", "layer": 0}, (2, 3, 1)),
        ({"op": "add_unit", "layer": 1}, (2, 2, 2)),
        ({"op": "remove_unit", "layer": -1}, (1, 2, 1)),
        ({"op": "remove_unit", "layer": 0}, (2, 1, 1)),
        ({"op": "add_layer"}, (2, 2, 2, 1)),
        ({"op": "remove_layer", "layer": 0}, (2, 1)),
    ],
)
def test_the_shape_changes_and_everything_still_fits(edit, expected):
    changed = apply_edit(PROBLEM, edit, **HERE)
    assert shape(changed) == expected
    assert np.isfinite(trace(changed.network, changed.x, changed.y, learning_rate=0.1).loss)
    again = network_state.problem_of(DEFAULTS | values_of(changed))
    np.testing.assert_array_equal(again.network.layers[0].weights, changed.network.layers[0].weights)


def test_an_activation_is_changed():
    assert change("activation", layer=0, value="tanh").network.layers[0].activation == "tanh"


def test_examples_come_and_go():
    grown = change("add_example")
    assert grown.x.tolist() == [[1, 2], [1, 2]]
    assert change("remove_example", grown).x.tolist() == [[1, 2]]


@pytest.mark.parametrize(
    ("edit", "times"),
    [
        ({"op": "add_unit", "layer": 0}, 5), ({"op": "add_unit", "layer": -1}, 3), ({"op": "add_layer"}, 3),
        ({"op": "remove_unit", "layer": 1}, 1), ({"op": "add_example"}, 8), ({"op": "remove_example"}, 1),
    ],
)  # fmt: skip
def test_there_is_room_for_so_much_and_no_more(edit, times):
    problem = PROBLEM
    for _turn in range(times - 1):
        problem = apply_edit(problem, edit, **HERE)
    with pytest.raises(InputError, match="room"):
        apply_edit(problem, edit, **HERE)
