"""The network in the address: what is written is read again, and what does not fit is refused in words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.concepts import article, surgery
from core.concepts.network import trace
from core.errors import InputError
from pages.concepts.backprop import network_state
from pages.concepts.backprop.network_state import StepSetup, fields, values_of

FIELDS = fields()
PROBLEM = StepSetup(article.network(), np.array([article.X]), np.array([[article.Y]]), 0.01)
numbers = st.floats(-network_state.LIMIT, network_state.LIMIT)


def described(**values):
    return network_state.problem_of({name: field.default for name, field in FIELDS.items()} | values)


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


def test_weights_that_outgrow_the_screen_are_told():
    network_state.check_limits(PROBLEM)
    with pytest.raises(InputError, match="diverge"):
        network_state.check_limits(
            StepSetup(surgery.with_bias(PROBLEM.network, 0, 0, 2000.0), PROBLEM.x, PROBLEM.y, 0.1)
        )
