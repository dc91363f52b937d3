"""Every gradient and every delta of a network against finite differences and against Keras."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.concepts.activations import ACTIVATIONS
from core.concepts.gradient_check import numeric_gradients, relative_error
from core.concepts.network import (
    FUSED,
    DenseLayer,
    Network,
    NetworkError,
    NotFiniteError,
    activate,
    activation_slope,
    apply_gradients,
    create,
    forward,
    trace,
)
from tests.core.concepts.networks import network as random_network
from tests.core.concepts.networks import steps

ROUNDED_CONSTANT = ("leaky_relu", "gelu")  # Keras keeps their slope and their root of two in float32
PARTS = ("weights", "biases", "delta")


def analytic(layer, part):
    return {"weights": layer.weights_gradient, "biases": layer.biases_gradient, "delta": layer.delta}[part]


@settings(max_examples=150)
@given(step=steps())
def test_every_gradient_and_delta_is_what_the_loss_does(step):
    traced = trace(*step, learning_rate=0.1)
    for layer, numeric in zip(traced.layers, numeric_gradients(traced), strict=True):
        for part in PARTS:
            measured = getattr(numeric, part)
            apart = relative_error(analytic(layer, part), measured)
            assert apart[~measured.kink].max(initial=0.0) < 1e-6, part


@settings(max_examples=50)
@given(step=steps())
def test_backward_twice_equals_once(step):
    once, twice = trace(*step, learning_rate=0.1), trace(*step, learning_rate=0.1)
    for one, other in zip(once.layers, twice.layers, strict=True):
        for part in PARTS:
            np.testing.assert_array_equal(analytic(one, part), analytic(other, part))


@settings(max_examples=50)
@given(step=steps(), learning_rate=st.floats(1e-4, 10))
def test_the_learning_rate_moves_the_weights_and_nothing_else(step, learning_rate):
    """Deltas and gradients come from the snapshot, so they cannot depend on how far the update will go."""
    still, moved = trace(*step, learning_rate=0.0), trace(*step, learning_rate=learning_rate)
    for one, other in zip(still.layers, moved.layers, strict=True):
        for part in PARTS:
            np.testing.assert_array_equal(analytic(one, part), analytic(other, part))
        np.testing.assert_array_equal(other.after.weights, other.layer.weights - learning_rate * other.weights_gradient)
        np.testing.assert_array_equal(other.after.biases, other.layer.biases - learning_rate * other.biases_gradient)


@settings(max_examples=50)
@given(step=steps())
def test_a_batch_is_the_mean_of_its_examples(step):
    network, x, y = step
    together = trace(network, x, y, learning_rate=0.1)
    alone = [trace(network, x[[i]], y[[i]], learning_rate=0.1) for i in range(len(x))]
    assert together.loss == pytest.approx(np.mean([one.loss for one in alone]), rel=1e-12, abs=1e-15)
    for index, layer in enumerate(together.layers):
        parts = [one.layers[index] for one in alone]
        np.testing.assert_allclose(layer.delta, np.vstack([part.delta for part in parts]), rtol=1e-9, atol=1e-12)
        mean = np.mean([part.weights_gradient for part in parts], axis=0)
        np.testing.assert_allclose(layer.weights_gradient, mean, rtol=1e-9, atol=1e-12)


def test_a_small_step_lowers_the_loss():
    rng = np.random.default_rng(5)
    network = random_network((2, 4, 4, 1), ("tanh", "silu", "linear"), "mse", rng)
    x, y = rng.normal(size=(8, 2)), rng.normal(size=(8, 1))
    traced = trace(network, x, y, learning_rate=1e-3)
    assert trace(traced.after, x, y, learning_rate=1e-3).loss < traced.loss


def test_the_trace_keeps_what_came_in_and_the_slope():
    rng = np.random.default_rng(6)
    network = random_network((2, 3, 3), ("relu", "softmax"), "categorical_crossentropy", rng)
    x = rng.normal(size=(2, 2))
    first, last = trace(network, x, np.eye(3)[:2], learning_rate=0.1).layers
    np.testing.assert_array_equal(first.a_in, x)
    np.testing.assert_array_equal(last.a_in, first.a)
    np.testing.assert_array_equal(first.slope, activation_slope("relu", first.z))
    assert last.slope.shape == (2, 3, 3)


@pytest.mark.parametrize("output", sorted({*ACTIVATIONS, "softmax"}))
@pytest.mark.parametrize(("name", "keras_name"), [("mse", "MeanSquaredError"), ("huber", "Huber")])
def test_equal_to_keras_with_a_free_choice_of_output(output, name, keras_name):
    rng = np.random.default_rng(7)
    network = random_network((3, 4, 4, 2), ("tanh", "relu", output), name, rng)
    _compare_with_keras(network, rng.normal(size=(5, 3)), rng.normal(size=(5, 2)), keras_name)


@pytest.mark.parametrize("pair", sorted(FUSED))
def test_equal_to_keras_for_the_natural_pairs(pair):
    output, name = pair
    rng = np.random.default_rng(8)
    network = random_network((3, 4, 3), ("silu", output), name, rng)
    keras_name = {"binary_crossentropy": "BinaryCrossentropy"}.get(name, "CategoricalCrossentropy")
    _compare_with_keras(network, rng.normal(size=(5, 3)), np.eye(3)[rng.integers(0, 3, 5)], keras_name)


def _compare_with_keras(network, x, y, keras_name):
    import keras
    import tensorflow as tf

    layers = [keras.layers.Dense(len(one.biases), one.activation, dtype="float64") for one in network.layers]
    model = keras.Sequential([keras.Input((x.shape[1],), dtype="float64"), *layers])
    model.set_weights([part for one in network.layers for part in (one.weights, one.biases)])
    with tf.GradientTape() as tape:
        output = model(x)
        loss = getattr(keras.losses, keras_name)(dtype="float64")(y, output)
    theirs = [gradient.numpy() for gradient in tape.gradient(loss, model.trainable_variables)]
    traced = trace(network, x, y, learning_rate=0.1)
    ours = [part for one in traced.layers for part in (one.weights_gradient, one.biases_gradient)]
    rtol = 1e-5 if network.layers[-1].activation in ROUNDED_CONSTANT else 1e-9
    np.testing.assert_allclose(traced.layers[-1].a, output.numpy(), rtol=rtol)
    assert traced.loss == pytest.approx(float(loss), rel=max(rtol, 1e-7))
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, rtol=max(rtol, 1e-7), atol=1e-7 if rtol > 1e-9 else 1e-12)


def test_created_networks_follow_their_seed():
    one, same, other = (create((2, 3, 1), ("relu", "linear"), loss="mse", seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.layers[0].weights, same.layers[0].weights)
    assert not np.array_equal(one.layers[0].weights, other.layers[0].weights)
    assert [layer.weights.shape for layer in one.layers] == [(2, 3), (3, 1)]


@pytest.mark.parametrize("loss", ["mse", "huber", "binary_crossentropy"])
@pytest.mark.parametrize("size", [500.0, 1e9])
def test_extreme_weights_stay_finite(loss, size):
    network = Network(
        (
            DenseLayer(np.full((2, 3), size), np.zeros(3), "gelu"),
            DenseLayer(np.full((3, 1), -size), np.zeros(1), "sigmoid"),
        ),
        loss,
    )
    traced = trace(network, [[1.0, 2.0]], [[1.0]], learning_rate=0.1)
    assert np.isfinite(traced.loss)
    assert all(np.isfinite(analytic(layer, part)).all() for layer in traced.layers for part in PARTS)


def test_numbers_beyond_float64_are_an_error_in_words():
    layer = DenseLayer(np.full((1, 1), 1e200), np.zeros(1), "linear")
    with pytest.raises(NotFiniteError, match="float64"):
        trace(Network((layer, layer), "mse"), [[1.0]], [[0.0]], learning_rate=0.1)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("place", ["weight", "bias", "input", "target"])
def test_what_is_not_a_number_is_an_error_in_words(bad, place):
    value = {name: bad if name == place else 0.5 for name in ("weight", "bias", "input", "target")}
    layer = DenseLayer(np.array([[value["weight"]]]), np.array([value["bias"]]), "tanh")
    with pytest.raises(NotFiniteError, match="finite"):
        trace(Network((layer,), "mse"), [[value["input"]]], [[value["target"]]], learning_rate=0.1)


@pytest.mark.parametrize(
    ("network", "x", "y", "says"),
    [
        (Network((), "mse"), [[1.0]], [[1.0]], "needs a layer"),
        (create((2, 1), ("linear",), loss="mse", seed=0), [1.0, 2.0], [[1.0]], "rows"),
        (create((2, 1), ("linear",), loss="mse", seed=0), [[1.0]], [[1.0]], "1 incoming"),
        (create((2, 1), ("linear",), loss="mse", seed=0), [[1.0, 2.0]], [[1.0, 2.0]], "1 outputs"),
        (create((1, 1), ("relu",), loss="binary_crossentropy", seed=0), [[1.0]], [[1.0]], "sigmoid"),
    ],
)
def test_what_does_not_fit_is_an_error_in_words(network, x, y, says):
    with pytest.raises(NetworkError, match=says):
        trace(network, x, y, learning_rate=0.1)


def test_forward_alone_gives_the_same_numbers():
    network = create((2, 3, 1), ("tanh", "sigmoid"), loss="mse", seed=3)
    traced = trace(network, [[0.5, -1.0]], [[1.0]], learning_rate=0.1)
    for one, layer in zip(forward(network, np.array([[0.5, -1.0]])), traced.layers, strict=True):
        np.testing.assert_array_equal(one.a, layer.a)
        np.testing.assert_array_equal(activate(layer.layer.activation, one.z), layer.a)


def test_an_update_goes_against_the_gradient():
    layer = DenseLayer(np.array([[1.0]]), np.array([2.0]), "linear")
    after = apply_gradients(layer, np.array([[10.0]]), np.array([-20.0]), 0.1)
    assert (after.weights.item(), after.biases.item()) == (0.0, 4.0)
