"""Changes by hand touch what they name and nothing else."""

import numpy as np
import pytest

from core.concepts import surgery
from core.concepts.network import create, trace

NETWORK = create((2, 3, 1), ("tanh", "sigmoid"), loss="mse", seed=0)


def shapes(network):
    return [layer.weights.shape for layer in network.layers]


def works(network):
    inputs, outputs = network.layers[0].weights.shape[0], len(network.layers[-1].biases)
    return np.isfinite(trace(network, np.ones((2, inputs)), np.ones((2, outputs)), learning_rate=0.1).loss)


def test_a_weight_is_set_and_the_others_stay():
    changed = surgery.with_weight(NETWORK, 0, 1, 2, 9.0)
    assert changed.layers[0].weights[1, 2] == 9.0
    assert np.count_nonzero(changed.layers[0].weights != NETWORK.layers[0].weights) == 1
    assert NETWORK.layers[0].weights[1, 2] != 9.0


def test_a_bias_is_set_and_the_others_stay():
    assert surgery.with_bias(NETWORK, 0, 1, 7.0).layers[0].biases.tolist() == [0.0, 7.0, 0.0]


def test_an_activation_is_set():
    assert [layer.activation for layer in surgery.with_activation(NETWORK, 0, "relu").layers] == ["relu", "sigmoid"]


@pytest.mark.parametrize(
    ("index", "expected"),
    [(surgery.INPUTS, [(3, 3), (3, 1)]), (0, [(2, 4), (4, 1)]), (1, [(2, 3), (3, 2)])],
)
def test_a_unit_comes_and_goes(index, expected):
    grown = surgery.with_unit(NETWORK, index, seed=1)
    assert shapes(grown) == expected
    assert works(grown)
    back = surgery.without_unit(grown, index)
    for one, other in zip(back.layers, NETWORK.layers, strict=True):
        np.testing.assert_array_equal(one.weights, other.weights)
        np.testing.assert_array_equal(one.biases, other.biases)


def test_a_layer_comes_and_goes():
    grown = surgery.with_layer(NETWORK, seed=1)
    assert shapes(grown) == [(2, 3), (3, 2), (2, 1)]
    assert works(grown)
    assert shapes(surgery.without_layer(grown, 1, seed=1)) == shapes(NETWORK)
    assert shapes(surgery.without_layer(grown, 0, seed=1)) == [(2, 2), (2, 1)]
    assert works(surgery.without_layer(grown, 0, seed=1))


def test_the_same_seed_adds_the_same_numbers():
    one, same = (surgery.with_unit(NETWORK, 0, seed=4) for _ in range(2))
    np.testing.assert_array_equal(one.layers[0].weights, same.layers[0].weights)
    assert not np.array_equal(one.layers[0].weights, surgery.with_unit(NETWORK, 0, seed=5).layers[0].weights)
