"""The record of updates holds what the network answered before the first and after the last."""

import numpy as np
import pytest

from core.concepts.network import create, trace
from core.concepts.progress import begin

X, Y = np.array([[0.0, 0.0], [0.0, 1.0], [2.0, 1.0]]), np.array([[0.0], [1.0], [1.0]])


def made(sizes=(2, 3, 1), activations=("tanh", "sigmoid"), loss="binary_crossentropy"):
    return create(sizes, activations, loss=loss, seed=1)


def test_losses_and_outputs_are_those_of_the_traced_steps():
    first = trace(made(), X, Y, learning_rate=0.5)
    second = trace(first.after, X, Y, learning_rate=0.5)
    progress = begin(made(), X, Y).then(first.after).then(second.after)
    last = trace(second.after, X, Y, learning_rate=0.5)
    assert progress.losses == pytest.approx((first.loss, second.loss, last.loss))
    np.testing.assert_array_equal(progress.before, first.layers[-1].a)
    np.testing.assert_array_equal(progress.after, last.layers[-1].a)


def test_the_window_holds_every_example_with_a_margin():
    low, high = begin(made(), X, Y).window
    assert (low.tolist(), high.tolist()) == ([-1.0, -0.5], [3.0, 1.5])


@pytest.mark.parametrize(
    ("network", "divides"),
    [
        (made(), True),
        (made((2, 2), ("sigmoid",), "mse"), False),
        (made((2, 1), ("linear",), "mse"), False),
    ],
)
def test_one_probability_of_two_inputs_divides_the_plane(network, divides):
    y = np.zeros((3, network.layers[-1].weights.shape[1]))
    assert begin(network, X, y).divides_plane == divides
