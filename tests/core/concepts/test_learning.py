"""The recorded training is a real one: every step follows from the one before, and it learns or shows why not."""

import numpy as np
import pytest

from core.concepts.learning import EPOCHS, SIDE, Training, probability_map, train
from core.concepts.network import forward
from core.concepts.network import trace as step_of
from core.concepts.points import POINT_SETS


@pytest.mark.parametrize("points", POINT_SETS)
@pytest.mark.parametrize("seed", range(3))
def test_it_learns_every_shape(points, seed):
    history = train(Training(points=points, seed=seed, rate=POINT_SETS[points].rate))
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
    network, plane = train(Training()).steps[60].network, POINT_SETS["spirals"]
    chart = probability_map(network, plane.low, plane.high)
    assert chart.shape == (SIDE, SIDE)
    corner = np.array([[plane.high[0], plane.low[1]]])
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
