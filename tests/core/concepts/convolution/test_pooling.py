"""Pooling against finite differences and Keras's layers."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.concepts.convolution.pooling import POOLINGS
from core.concepts.convolution.sliding import Window
from tests.core.concepts.convolution.windows import windows_on_pictures
from tests.core.concepts.differences import numerical_gradient, relative_error

LAYERS = {"max": "MaxPooling2D", "average": "AveragePooling2D"}


@pytest.mark.parametrize("name", POOLINGS)
@settings(max_examples=25)
@given(case=windows_on_pictures(most_dilation=1))
def test_the_gradient_is_what_the_loss_does(name, case):
    window, x, rng = case
    pooling = POOLINGS[name]
    on_a = rng.normal(size=pooling.pool(x, window).shape)
    measured = numerical_gradient(lambda part: float((pooling.pool(part, window) * on_a).sum()), x)
    assert relative_error(measured, pooling.backward(x, on_a, window)) < 1e-6


@pytest.mark.parametrize("name", POOLINGS)
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("size", "stride"), [(2, 2), (2, 1), (3, 2), (3, 3), (4, 3)])
def test_keras_says_the_same_forward_and_backward(name, padding, size, stride):
    import keras
    import tensorflow as tf

    rng = np.random.default_rng(5)
    x = rng.integers(0, 4, size=(11, 12, 2)).astype(np.float64)  # with many equal cells in a window
    layer = getattr(keras.layers, LAYERS[name])(size, strides=stride, padding=padding, dtype="float64")
    picture = tf.Variable(x[None])
    with tf.GradientTape() as tape:
        theirs = layer(picture)
        on_a = rng.normal(size=theirs.shape[1:])
        loss = tf.reduce_sum(theirs * on_a)
    on_x = tape.gradient(loss, picture)[0]
    window = Window(size, stride, padding)
    np.testing.assert_allclose(POOLINGS[name].pool(x, window), theirs[0], rtol=1e-12)
    np.testing.assert_allclose(POOLINGS[name].backward(x, on_a, window), on_x, rtol=1e-12, atol=1e-14)


def test_padding_is_never_the_largest_and_never_counted():
    x, window = np.full((3, 3, 1), -1.0), Window(2, 2, "same")
    np.testing.assert_array_equal(POOLINGS["max"].pool(x, window), -np.ones((2, 2, 1)))
    np.testing.assert_array_equal(POOLINGS["average"].pool(x, window), -np.ones((2, 2, 1)))


def test_of_two_largest_cells_the_first_gets_all():
    on_x = POOLINGS["max"].backward(np.ones((2, 2, 1)), np.ones((1, 1, 1)), Window(2, 2))
    np.testing.assert_array_equal(on_x[..., 0], [[1, 0], [0, 0]])
