"""Values come back from their text to the last bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.concepts.descent.optimizers import Settings
from core.concepts.network import DenseLayer, Network
from core.export.concept_notebook.literal import Entry, Result, find_classes, write_value

NAMES = {"np": np, "DenseLayer": DenseLayer, "Network": Network, "Settings": Settings}
plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)


@given(
    value=st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.tuples(inner) | st.tuples(inner, inner))
)
def test_numbers_texts_and_sequences(value):
    assert eval(write_value(value), dict(NAMES)) == value


@given(value=arrays(np.float64, st.tuples(st.integers(0, 3), st.integers(1, 40)), elements=st.floats(-1e9, 1e9)))
def test_arrays_to_the_last_bit(value):
    again = eval(write_value(value), dict(NAMES))
    np.testing.assert_array_equal(again.reshape(value.shape), value)


def test_dataclasses_with_what_is_inside():
    network = Network((DenseLayer(np.eye(2), np.zeros(2), "tanh"),), "mse")
    again = eval(write_value(network), dict(NAMES))
    np.testing.assert_array_equal(again.layers[0].weights, np.eye(2))
    assert (again.loss, again.layers[0].activation) == ("mse", "tanh")
    assert find_classes(network) == [("core.concepts.network", "Network"), ("core.concepts.network", "DenseLayer")]


def test_entries_and_results_are_named():
    assert write_value(Entry("core.concepts.descent.surfaces", "SURFACES", "bowl")) == "SURFACES['bowl']"
    assert write_value({"surface": Result("ground")}) == "{'surface': ground}"


def test_what_cannot_be_written_is_told():
    with pytest.raises(TypeError, match="function"):
        write_value(lambda: 1)
