"""Convolution against loops, finite differences and Keras's Conv2D."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.concepts.convolution.sliding import (
    Window,
    add_patches,
    compute_padding,
    convolve,
    convolve_backward,
    count_places,
    pad,
    take_patches,
)
from tests.core.concepts.convolution.windows import windows_on_pictures
from tests.core.concepts.differences import numerical_gradient, relative_error


def by_loops(x, kernel, biases, window):
    """The definition, one product after the other."""
    padded = pad(x, window)
    places = [count_places(length, window) for length in x.shape[:2]]
    z = np.zeros((*places, kernel.shape[-1]))
    for r, c, f in np.ndindex(z.shape):
        z[r, c, f] = biases[f]
        for i, j, k in np.ndindex(kernel.shape[:3]):
            cell = padded[r * window.stride + i * window.dilation, c * window.stride + j * window.dilation, k]
            z[r, c, f] += cell * kernel[i, j, k, f]
    return z


def drawn(case, filters=2):
    window, x, rng = case
    return window, x, rng.normal(size=(window.size, window.size, x.shape[-1], filters)), rng.normal(size=filters), rng


@given(case=windows_on_pictures())
def test_it_is_the_sum_of_products_at_each_place(case):
    window, x, kernel, biases, _rng = drawn(case)
    np.testing.assert_allclose(convolve(x, kernel, biases, window), by_loops(x, kernel, biases, window), atol=1e-12)


@settings(max_examples=25)
@given(case=windows_on_pictures())
def test_every_gradient_is_what_the_loss_does(case):
    window, x, kernel, biases, rng = drawn(case)
    on_z = rng.normal(size=convolve(x, kernel, biases, window).shape)
    gradients = convolve_backward(x, kernel, on_z, window)

    def loss(x=x, kernel=kernel, biases=biases):
        return float((convolve(x, kernel, biases, window) * on_z).sum())

    assert relative_error(numerical_gradient(lambda part: loss(x=part), x), gradients.x) < 1e-6
    assert relative_error(numerical_gradient(lambda part: loss(kernel=part), kernel), gradients.kernel) < 1e-6
    assert relative_error(numerical_gradient(lambda part: loss(biases=part), biases), gradients.biases) < 1e-6


@given(case=windows_on_pictures())
def test_adding_patches_reverses_taking_them(case):
    """<take(x), p> = <x, add(p)> for any p: one is the transpose of the other."""
    window, x, rng = case
    patches = take_patches(pad(x, window), window)
    other = rng.normal(size=patches.shape)
    assert (patches * other).sum() == pytest.approx((x * add_patches(other, x.shape, window)).sum())


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("stride", "dilation"), [(1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 3)])
def test_conv2d_of_keras_says_the_same_forward_and_backward(padding, stride, dilation):
    import keras
    import tensorflow as tf

    rng = np.random.default_rng(3)
    x, kernel, biases = rng.normal(size=(12, 11, 3)), rng.normal(size=(3, 3, 3, 2)), rng.normal(size=2)
    window = Window(3, stride, padding, dilation)
    layer = keras.layers.Conv2D(2, 3, strides=stride, padding=padding, dilation_rate=dilation, dtype="float64")
    layer.build((None, *x.shape))
    layer.set_weights([kernel, biases])
    picture = tf.Variable(x[None])
    with tf.GradientTape() as tape:
        theirs = layer(picture)
        on_z = rng.normal(size=theirs.shape[1:])
        loss = tf.reduce_sum(theirs * on_z)
    on_x, on_kernel, on_biases = tape.gradient(loss, [picture, *layer.trainable_weights])
    gradients = convolve_backward(x, kernel, on_z, window)
    np.testing.assert_allclose(convolve(x, kernel, biases, window), theirs[0], rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(gradients.x, on_x[0], rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(gradients.kernel, on_kernel, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(gradients.biases, on_biases, rtol=1e-10, atol=1e-12)


def test_an_odd_cell_of_padding_comes_at_the_end():
    assert compute_padding(6, Window(2, 1, "same")) == (0, 1)
    assert compute_padding(12, Window(3, 2, "same")) == (0, 1)
    assert compute_padding(12, Window(3, 1, "valid")) == (0, 0)


def test_a_window_that_does_not_fit_stops_nowhere():
    assert count_places(4, Window(3, 1, "valid", 2)) == 0
