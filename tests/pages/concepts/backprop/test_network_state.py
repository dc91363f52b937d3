"""The network in the address: what is written is read again, what does not fit is told, and edits stay in bounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.concepts import article
from core.concepts.network import trace
from core.errors import InputError
from pages.concepts.backprop import network_state
from pages.concepts.backprop.network_state import Problem, edited, fields, values_of

FIELDS = fields()
PROBLEM = Problem(article.network(), np.array([article.X]), np.array([[article.Y]]), 0.01)
HERE = {"example": 0, "seed": 0}
numbers = st.floats(-network_state.LIMIT, network_state.LIMIT)


def described(**values):
    return network_state.problem_of({name: field.default for name, field in FIELDS.items()} | values)


def change(op, problem=PROBLEM, **edit):
    return edited(problem, {"op": op, **edit}, **HERE)


def shape(problem):
    return values_of(problem)["shape"]


def test_the_defaults_are_the_articles_example():
    problem = described()
    assert trace(problem.network, problem.x, problem.y, learning_rate=0.01).loss == pytest.approx(1.7424)


@given(
    weights=st.lists(numbers, min_size=1, max_size=20).map(tuple),
    rows=st.lists(st.tuples(numbers), min_size=1, max_size=8),
)
def test_numbers_survive_their_way_through_the_address(weights, rows):
    for name, value in (("weights", weights), ("inputs", tuple(rows))):
        assert FIELDS[name].read(FIELDS[name].write(value)) == value


@pytest.mark.parametrize("name", ["shape", "activations", "weights", "inputs", "targets"])
def test_every_default_survives_its_way_through_the_address(name):
    field = FIELDS[name]
    assert field.read(field.write(field.default)) == field.default


def test_drawn_weights_follow_the_seed():
    one, same, other = (described(weights=None, seed=seed) for seed in (1, 1, 2))
    assert values_of(one) == values_of(same) != values_of(other)
    assert FIELDS["weights"].read(FIELDS["weights"].write(None)) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("shape", "2"), ("shape", "9-2-1"), ("shape", "2-7-1"), ("shape", "2-2-2-2-2-2-1"), ("shape", "2-nan-1"),
        ("shape", "__import__('os')"), ("activations", "sine"), ("weights", "1,nan"), ("weights", "inf"),
        ("weights", "1e9"), ("weights", ""), ("inputs", "1,2;"), ("inputs", "1;2;3;4;5;6;7;8;9"), ("targets", "x"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(name, text):
    with pytest.raises(InputError):
        FIELDS[name].read(text)


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("activations", {"activations": ("relu",)}),
        ("activations", {"activations": ("softmax", "relu")}),
        ("activations", {"loss": "binary_crossentropy"}),
        ("weights", {"weights": (1.0, 2.0)}),
        ("inputs", {"inputs": ((1.0,),)}),
        ("targets", {"targets": ((1.0,), (2.0,))}),
        ("targets", {"targets": ((1.0, 2.0),)}),
    ],
)
def test_parts_that_do_not_fit_are_named(part, values):
    with pytest.raises(InputError, match=part):
        described(**values)


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
        edited(PROBLEM, {**edit, "value": bad}, **HERE)


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
    changed = edited(PROBLEM, edit, **HERE)
    assert shape(changed) == expected
    assert np.isfinite(trace(changed.network, changed.x, changed.y, learning_rate=0.1).loss)
    again = described(**values_of(changed))
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
        problem = edited(problem, edit, **HERE)
    with pytest.raises(InputError, match="room"):
        edited(problem, edit, **HERE)


def test_weights_that_outgrow_the_screen_are_told():
    network_state.check_limits(PROBLEM)
    with pytest.raises(InputError, match="diverge"):
        network_state.check_limits(
            Problem(network_state.surgery.with_bias(PROBLEM.network, 0, 0, 2000.0), PROBLEM.x, PROBLEM.y, 0.1)
        )
