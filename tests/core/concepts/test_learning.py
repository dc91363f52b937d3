"""The recorded training is a real one: every step follows from the one before, and it learns or shows why not."""

import numpy as np
import pytest

from core.concepts.learning import EPOCHS, EXAMPLES, HIGH, LOW, SIDE, Training, probability_map, train, two_moons
from core.concepts.network import forward
from core.concepts.network import trace as step_of


def test_the_moons_are_two_equal_classes_inside_the_map():
    x, y = two_moons(EXAMPLES, noise=0.12, seed=0)
    assert x.shape == (EXAMPLES, 2)
    assert y.mean() == 0.5
    assert (x > LOW).all()
    assert (x < HIGH).all()


def test_without_noise_the_moons_are_half_circles_that_interlock():
    x, y = two_moons(400, noise=0.0, seed=1)
    upper, lower = x[y[:, 0] == 0], x[y[:, 0] == 1]
    np.testing.assert_allclose(np.hypot(*upper.T), 1.0)
    np.testing.assert_allclose(np.hypot(*(lower - [1.0, 0.5]).T), 1.0)
    assert lower[:, 0].min() < upper[:, 0].max()


@pytest.mark.parametrize("seed", range(3))
def test_it_learns(seed):
    history = train(Training(seed=seed))
    assert len(history.steps) == EPOCHS + 1
    assert history.losses[-1] < 0.3 < history.losses[0]
    assert history.accuracies[-1] > 0.85
    assert not history.overflowed


def test_every_step_starts_where_the_one_before_ended():
    history = train(Training(units=3))
    for before, after in zip(history.steps, history.steps[1:], strict=False):
        for one, other in zip(before.after.layers, after.network.layers, strict=True):
            np.testing.assert_array_equal(one.weights, other.weights)
            np.testing.assert_array_equal(one.biases, other.biases)


def test_the_loss_is_the_one_of_the_recorded_step():
    history = train(Training(units=3))
    again = step_of(history.steps[40].network, history.x, history.y, learning_rate=history.training.rate)
    assert history.losses[40] == again.loss


def test_the_map_says_what_the_network_says():
    network = train(Training()).steps[60].network
    chart = probability_map(network)
    assert chart.shape == (SIDE, SIDE)
    corner = np.array([[HIGH[0], LOW[1]]])
    assert chart[0, -1] == pytest.approx(forward(network, corner)[-1].a[0, 0])


def test_zero_weights_never_learn():
    history = train(Training(initializer="zeros"))
    assert history.losses[-1] == pytest.approx(np.log(2))
    assert not history.steps[-1].network.layers[0].weights.any()


def test_steps_too_large_make_it_worse_than_guessing():
    history = train(Training(rate=60.0))
    assert history.losses[1:].max() > 10
    assert history.losses[-20:].mean() > np.log(2)


def test_numbers_that_grow_too_large_end_the_training_and_keep_what_was():
    history = train(Training(activation="linear", rate=1e200))
    assert history.overflowed
    assert 0 < len(history.steps) < EPOCHS
    assert np.isfinite(history.maps).all()
