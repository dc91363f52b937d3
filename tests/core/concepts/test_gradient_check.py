"""The check itself: equal to a plain loop, blind to nothing, honest about kinks and rounding."""

import dataclasses

import numpy as np
import pytest

from core.concepts.gradient_check import TOLERANCE, numeric_gradients, prove, relative_error
from core.concepts.network import DenseLayer, Network, trace
from tests.core.concepts.differences import numerical_gradient
from tests.core.concepts.networks import network as random_network

RNG = np.random.default_rng(11)
NETWORK = random_network((2, 3, 2), ("tanh", "softmax"), "categorical_crossentropy", RNG)
X, Y = RNG.normal(size=(4, 2)), np.eye(2)[[0, 1, 1, 0]]


def _loss_with(index, **changed):
    layers = list(NETWORK.layers)
    layers[index] = dataclasses.replace(layers[index], **changed)
    return trace(Network(tuple(layers), NETWORK.loss), X, Y, learning_rate=0.1).loss


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("part", ["weights", "biases"])
def test_equal_to_a_plain_loop_over_the_whole_network(index, part):
    numeric = numeric_gradients(trace(NETWORK, X, Y, learning_rate=0.1))[index]
    plain = numerical_gradient(lambda w: _loss_with(index, **{part: w}), getattr(NETWORK.layers[index], part))
    np.testing.assert_allclose(getattr(numeric, part).slope, plain, rtol=1e-7, atol=1e-9)


def test_the_mean_of_the_deltas_is_the_slope_of_the_bias():
    for layer in numeric_gradients(trace(NETWORK, X, Y, learning_rate=0.1)):
        np.testing.assert_allclose(layer.delta.slope.mean(axis=0), layer.biases.slope, rtol=1e-7, atol=1e-9)


def test_a_wrong_gradient_is_seen():
    traced = trace(NETWORK, X, Y, learning_rate=0.1)
    numeric = numeric_gradients(traced)[0].weights
    right = traced.layers[0].weights_gradient
    assert relative_error(right, numeric).max() < TOLERANCE
    assert relative_error(right * (1 + 1e-5), numeric).min() > TOLERANCE


def test_every_part_of_every_layer_has_its_proof():
    traced = trace(NETWORK, X, Y, learning_rate=0.1)
    for layer, proof in zip(traced.layers, prove(traced), strict=True):
        assert proof.weights.analytic is layer.weights_gradient
        assert proof.biases.analytic is layer.biases_gradient
        assert proof.delta.analytic is layer.delta
        for part in (proof.weights, proof.biases, proof.delta):
            assert part.agrees.shape == part.analytic.shape
            assert part.agrees.all()


def test_a_kink_is_told_apart():
    on_the_kink = Network((DenseLayer(np.array([[1.0]]), np.array([-1.0]), "relu"),), "mse")
    traced = trace(on_the_kink, [[1.0]], [[2.0]], learning_rate=0.1)
    assert traced.layers[0].z.item() == 0.0
    assert numeric_gradients(traced)[0].weights.kink.all()
    beside = trace(on_the_kink, [[1.5]], [[2.0]], learning_rate=0.1)
    assert not numeric_gradients(beside)[0].weights.kink.any()


def test_rounding_is_no_error():
    """At a loss of 1e18 a step of 1e-5 is lost in the last digits: that says nothing against the gradient."""
    steep = Network((DenseLayer(np.array([[1e9], [0.1]]), np.zeros(1), "linear"),), "mse")
    traced = trace(steep, [[1.0, 1.0]], [[0.0]], learning_rate=0.1)
    numeric = numeric_gradients(traced)[0].weights
    assert relative_error(traced.layers[0].weights_gradient, numeric).max() < TOLERANCE
    assert not numeric.kink.any()


@pytest.mark.parametrize("loss", ["binary_crossentropy", "categorical_crossentropy"])
@pytest.mark.parametrize("seed", [205, 231, 490])
def test_the_rounding_of_outputs_near_one_is_no_error(seed, loss):
    """A small loss is made of outputs near 1, and the logarithm of a probability near 0 makes much of it."""
    rng = np.random.default_rng(seed)
    sure = random_network((2, 3, 2), ("leaky_relu", "softmax"), loss, rng)
    for proof in prove(trace(sure, rng.normal(size=(1, 2)), np.eye(2)[[0]], learning_rate=0.1)):
        assert all(part.agrees.all() for part in (proof.weights, proof.biases, proof.delta))
