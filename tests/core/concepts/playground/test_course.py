"""The training of the playground against finite differences and plain gradient descent, and what it promises."""

from itertools import chain

import numpy as np
import pytest

from core.concepts.descent.optimizers import RULES, Settings
from core.concepts.network import trace
from core.concepts.playground.course import (
    LOSSES,
    Course,
    advance,
    begin,
    choose_batch,
    compute_gradient,
    compute_loss,
    count_batches,
    create_network,
    make_targets,
)
from core.concepts.playground.features import FEATURES, compute_features
from core.concepts.playground.flat import flatten, mark_weights, unflatten
from core.concepts.playground.order import mulberry32, shuffle
from core.concepts.playground.penalties import PENALTIES
from core.concepts.playground.scenes import SCENES
from tests.core.concepts.differences import numerical_gradient, relative_error

TASKS = (0, 2, 3)


def problem(classes, *, loss="crossentropy", hidden=(3, 2), activation="tanh", n=12):
    points = SCENES["rings" if classes else "hills"].draw(n, classes=max(classes, 2), noise=0.1, seed=0)
    features = ("x1", "x2", "x1x2")
    network = create_network(
        3, hidden, activation, classes=classes, loss=loss, initializer="glorot_uniform", seed=1
    )  # fmt: skip
    return network, compute_features(features, points.places), make_targets(points, classes)


def penalised(network, course, x, y):
    weights = flatten(network)[mark_weights(network) == 1]
    return compute_loss(network, x, y) + course.strength * PENALTIES[course.penalty].value(weights)


@pytest.mark.parametrize("classes", TASKS)
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("penalty", PENALTIES)
def test_the_gradient_is_what_loss_and_penalty_do(classes, loss, penalty):
    fresh, x, y = problem(classes, loss=loss)
    network = unflatten(flatten(fresh) + np.random.default_rng(7).normal(0.0, 0.3, flatten(fresh).shape), fresh)
    course = Course(penalty=penalty, strength=0.3)
    measured = numerical_gradient(lambda flat: penalised(unflatten(flat, network), course, x, y), flatten(network))
    assert relative_error(compute_gradient(network, course, x, y), measured) < 1e-6


def test_with_all_examples_in_a_batch_it_is_gradient_descent():
    network, x, y = problem(2)
    course = Course(settings=Settings(learning_rate=0.5), batch_size=1000)
    stage, plain = begin(network), network
    for _update in range(5):
        stage = advance(stage, course, x, y)
        plain = trace(plain, x, y, learning_rate=0.5).after
    np.testing.assert_allclose(flatten(stage.network), flatten(plain), rtol=1e-12)


@pytest.mark.parametrize("optimizer", RULES)
def test_every_optimiser_lowers_the_loss(optimizer):
    network, x, y = problem(3, n=60)
    stage, course = begin(network), Course(optimizer, Settings(learning_rate=0.02), batch_size=10)
    for _update in range(120):
        stage = advance(stage, course, x, y)
    assert compute_loss(stage.network, x, y) < 0.96 * compute_loss(network, x, y)


def test_an_epoch_takes_every_example_once_and_the_last_batch_what_is_left():
    course = Course(batch_size=8, seed=3)
    batches = [choose_batch(update, 21, course) for update in range(count_batches(21, 8))]
    assert [len(batch) for batch in batches] == [8, 8, 5]
    assert sorted(chain(*batches)) == list(range(21))
    assert choose_batch(3, 21, course) != batches[0]


def test_the_rate_changes_from_the_update_on_that_is_named():
    course = Course(settings=Settings(learning_rate=0.1), rates=((5, 0.2), (9, 0.4)))
    assert [course.settings_at(update).learning_rate for update in (0, 4, 5, 8, 9, 50)] == [
        0.1,
        0.1,
        0.2,
        0.2,
        0.4,
        0.4,
    ]


@pytest.mark.parametrize("classes", TASKS)
def test_flat_and_back_is_the_same_network(classes):
    network, x, y = problem(classes)
    again = unflatten(flatten(network), network)
    assert compute_loss(again, x, y) == compute_loss(network, x, y)
    assert mark_weights(network).sum() == sum(layer.weights.size for layer in network.layers)


def test_mulberry32_draws_the_published_numbers():
    """Of seed 0, from the reference code in C (gist.github.com/tommyettinger/46a874533244883189143505d203312c)."""
    draws = mulberry32(0)
    assert [next(draws) for _ in range(3)] == [0.26642920868471265, 0.0003297457005828619, 0.2232720274478197]


def test_a_shuffle_puts_every_number_everywhere():
    orders = np.array([shuffle(5, seed=seed, epoch=0) for seed in range(2000)])
    for place in range(5):
        assert np.abs(np.bincount(orders[:, place], minlength=5) / 2000 - 0.2).max() < 0.04


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_is_the_function_that_it_is_called(name):
    x1, x2 = 0.7, -1.3
    said = {
        "x1": x1,
        "x2": x2,
        "x1x1": x1 * x1,
        "x2x2": x2 * x2,
        "x1x2": x1 * x2,
        "sin1": np.sin(1.4),
        "sin2": np.sin(-2.6),
    }
    assert compute_features((name,), np.array([[x1, x2]])) == pytest.approx(said[name])


def test_without_a_hidden_layer_xor_is_not_learned_and_with_the_product_it_is():
    points = SCENES["checker"].draw(200, classes=2, noise=0.0, seed=0)
    y = make_targets(points, 2)
    reached = {}
    for features in (("x1", "x2"), ("x1", "x2", "x1x2")):
        x = compute_features(features, points.places)
        network = create_network(
            len(features), (), "tanh", classes=2, loss="crossentropy", initializer="glorot_uniform", seed=0
        )
        stage = begin(network)
        for _update in range(400):
            stage = advance(stage, Course(settings=Settings(learning_rate=0.3)), x, y)
        reached[features] = compute_loss(stage.network, x, y)
    assert reached["x1", "x2"] > 0.6 > 0.2 > reached["x1", "x2", "x1x2"]
