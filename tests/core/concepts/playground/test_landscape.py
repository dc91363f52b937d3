"""The planes through the loss surface: principal components of a path, and directions as long as the filters."""

import numpy as np
import pytest

from core.concepts.playground.course import compute_loss, create_network
from core.concepts.playground.flat import flatten, unflatten
from core.concepts.playground.landscape import compute_heights, draw_random_plane, find_path_plane


@pytest.fixture
def network():
    return create_network(2, (4, 3), "tanh", classes=2, loss="crossentropy", initializer="glorot_uniform", seed=0)


def test_the_path_plane_holds_what_scikit_learn_finds():
    from sklearn.decomposition import PCA

    rng = np.random.default_rng(0)
    path = np.cumsum(rng.normal(size=(20, 9)) * np.linspace(3, 0.1, 9), axis=0)
    away = path - path[-1]
    plane = find_path_plane(path)
    values, vectors = np.linalg.eigh(away.T @ away)
    for mine, theirs in zip((plane.first, plane.second), (vectors[:, -1], vectors[:, -2]), strict=True):
        assert abs(mine @ theirs) == pytest.approx(1.0)
        assert mine @ away[0] > 0
    np.testing.assert_allclose(plane.shares, values[::-1][:2] / values.sum())
    # centred on the mean, a PCA of points that lie around their last one in pairs finds the same directions
    both_sides = PCA(2).fit(np.concatenate([away, -away]))
    assert np.abs(np.sum(both_sides.components_ * [plane.first, plane.second], axis=1)) == pytest.approx([1, 1])


def test_a_path_in_a_plane_is_projected_without_loss():
    rng = np.random.default_rng(1)
    basis = rng.normal(size=(2, 12))
    path = 5.0 + rng.normal(size=(15, 2)) @ basis
    plane = find_path_plane(path)
    at = plane.project(path)
    np.testing.assert_allclose(plane.middle + at @ np.stack([plane.first, plane.second]), path, atol=1e-9)
    assert plane.shares.sum() == pytest.approx(1.0)


def test_the_filters_of_random_directions_are_as_long_as_the_networks(network):
    plane = draw_random_plane(network, seed=7)
    for direction in (plane.first, plane.second):
        for mine, theirs in zip(unflatten(direction, network).layers, network.layers, strict=True):
            np.testing.assert_allclose(np.linalg.norm(mine.weights, axis=0), np.linalg.norm(theirs.weights, axis=0))
            assert not mine.biases.any()
    assert not np.allclose(plane.first, plane.second)


def test_the_heights_are_the_losses_there(network):
    x, y = np.random.default_rng(2).normal(size=(6, 2)), np.array([[0.0], [1.0]] * 3)
    plane = draw_random_plane(network, seed=0)
    heights = compute_heights(network, x, y, plane, low=np.array([-1.0, -2.0]), high=np.array([1.0, 2.0]), side=3)
    assert heights[1, 1] == pytest.approx(compute_loss(network, x, y))
    corner = unflatten(flatten(network) + plane.first - 2.0 * plane.second, network)
    assert heights[0, 2] == pytest.approx(compute_loss(corner, x, y))
