"""Every scene is drawn again by its seed, has its classes in equal parts, and stays in the window."""

import numpy as np
import pytest

from core.concepts.playground.scenes import MOST_CLASSES, REACH, SCENES, choose_held_out

OF_CLASSES = [name for name, scene in SCENES.items() if not scene.regression]
OF_VALUES = [name for name, scene in SCENES.items() if scene.regression]


@pytest.mark.parametrize("name", OF_CLASSES)
@pytest.mark.parametrize("classes", range(2, MOST_CLASSES + 1))
def test_every_class_has_as_many_points_and_all_lie_in_the_window(name, classes):
    points = SCENES[name].draw(60 * classes, classes=classes, noise=0.0, seed=1)
    assert np.bincount(points.labels.astype(int)).tolist() == [60] * classes
    assert np.abs(points.places).max() <= REACH


@pytest.mark.parametrize("name", OF_CLASSES)
def test_without_noise_the_classes_lie_apart(name):
    """The nearest neighbour of a point, drawn densely enough, is of its class."""
    points = SCENES[name].draw(900, classes=3, noise=0.0, seed=2)
    apart = np.linalg.norm(points.places[:, None] - points.places[None], axis=-1)
    np.fill_diagonal(apart, np.inf)
    assert np.mean(points.labels[apart.argmin(axis=1)] == points.labels) > 0.95


@pytest.mark.parametrize("name", OF_VALUES)
def test_values_lie_between_minus_one_and_one_and_noise_moves_them_alone(name):
    exact, noisy = (SCENES[name].draw(200, classes=2, noise=noise, seed=3) for noise in (0.0, 0.2))
    assert np.abs(exact.labels).max() <= 1.0
    assert exact.labels.std() > 0.2
    np.testing.assert_array_equal(exact.places, noisy.places)
    assert 0.15 < np.std(noisy.labels - exact.labels) < 0.25


@pytest.mark.parametrize("name", SCENES)
def test_the_seed_draws_the_same_points_again_and_another_one_others(name):
    one, same, other = (SCENES[name].draw(50, classes=2, noise=0.1, seed=seed) for seed in (4, 4, 5))
    np.testing.assert_array_equal(one.places, same.places)
    np.testing.assert_array_equal(one.labels, same.labels)
    assert not np.array_equal(one.places, other.places)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.8])
@pytest.mark.parametrize("classes", [2, 3, 5])
def test_each_class_gives_its_share_to_the_test_and_a_new_point_changes_nothing_before_it(share, classes):
    held_out = choose_held_out(300, share)
    for label in range(classes):
        assert abs(held_out[label::classes].mean() - share) < 0.07
    np.testing.assert_array_equal(choose_held_out(299, share), held_out[:299])
    assert not choose_held_out(300, 0.0).any()
