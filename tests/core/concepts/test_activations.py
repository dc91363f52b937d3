"""Every activation against finite differences and against Keras; softmax with its Jacobian; the far ends."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.concepts.activations import ACTIVATIONS, LEAK, softmax, softmax_jacobian
from tests.core.concepts.differences import STEP, central_difference, numerical_gradient, relative_error

NAMES = sorted(ACTIVATIONS)
EXTREMES = np.array([-1e9, -500.0, -40.0, 0.0, 40.0, 500.0, 1e9])
ROUNDED_CONSTANT = ("leaky_relu", "gelu")  # Keras keeps their slope and their root of two in float32
points = st.floats(-6, 6)
logits = arrays(np.float64, st.integers(2, 6), elements=st.floats(-5, 5))


@pytest.mark.parametrize("name", NAMES)
@given(z=points)
def test_derivative_is_what_the_function_does(name, z):
    activation = ACTIVATIONS[name]
    if any(abs(z - kink) < 2 * STEP for kink in activation.kinks):
        return
    x = np.array([z])
    assert relative_error(central_difference(activation.f, x), activation.derivative(x)) < 1e-6


@given(z=logits)
def test_softmax_jacobian_is_what_softmax_does(z):
    jacobian = softmax_jacobian(z)
    for i in range(z.size):
        measured = numerical_gradient(lambda x, i=i: softmax(x)[i], z)
        assert relative_error(measured, jacobian[i]) < 1e-6


@given(z=logits, shift=st.floats(-1000, 1000))
def test_softmax_does_not_see_a_shift(z, shift):
    np.testing.assert_allclose(softmax(z + shift), softmax(z), rtol=1e-10)


@given(z=arrays(np.float64, (3, 4), elements=st.floats(-1e9, 1e9)))
def test_softmax_is_a_distribution_at_any_size(z):
    p = softmax(z)
    assert (p >= 0).all()
    np.testing.assert_allclose(p.sum(axis=-1), 1.0, rtol=1e-12)


def test_rows_of_the_jacobian_sum_to_zero_for_a_batch():
    jacobian = softmax_jacobian(np.random.default_rng(0).normal(size=(5, 3)))
    assert jacobian.shape == (5, 3, 3)
    np.testing.assert_allclose(jacobian.sum(axis=-1), 0.0, atol=1e-15)


@pytest.mark.parametrize("name", NAMES)
def test_the_far_ends_stay_finite(name):
    activation = ACTIVATIONS[name]
    assert np.isfinite(activation.f(EXTREMES)).all()
    assert np.isfinite(activation.derivative(EXTREMES)).all()


@pytest.mark.parametrize("name", NAMES)
def test_equal_to_keras_in_value_and_gradient(name):
    import keras
    import tensorflow as tf

    z = np.concatenate([np.linspace(-8, 8, 401), [0.0, -500.0, 500.0]])
    x = tf.Variable(z)
    with tf.GradientTape() as tape:
        y = getattr(keras.activations, name)(x)
    rtol, atol = (1e-6, 1e-8) if name in ROUNDED_CONSTANT else (1e-9, 1e-13)
    theirs = tf.convert_to_tensor(tape.gradient(y, x)).numpy()
    np.testing.assert_allclose(ACTIVATIONS[name].f(z), y.numpy(), rtol=rtol, atol=atol)
    np.testing.assert_allclose(ACTIVATIONS[name].derivative(z), theirs, rtol=rtol, atol=atol)


def test_softmax_and_its_jacobian_equal_keras():
    import keras
    import tensorflow as tf

    z = np.random.default_rng(1).normal(0, 3, (4, 5))
    x = tf.Variable(z)
    with tf.GradientTape() as tape:
        p = keras.activations.softmax(x)
    np.testing.assert_allclose(softmax(z), p.numpy(), rtol=1e-12)
    np.testing.assert_allclose(softmax_jacobian(z), tape.batch_jacobian(p, x).numpy(), rtol=1e-9, atol=1e-14)


def test_at_a_kink_the_slope_is_the_one_from_the_left():
    zero = np.zeros(1)
    assert ACTIVATIONS["relu"].derivative(zero) == 0.0
    assert ACTIVATIONS["leaky_relu"].derivative(zero) == LEAK


@pytest.mark.parametrize("name", NAMES)
def test_a_result_never_shares_memory_with_its_input(name):
    z = np.array([0.5, -0.5])
    assert not np.shares_memory(ACTIVATIONS[name].f(z), z)
