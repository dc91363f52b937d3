"""The projection of features to a map, against clusters that are known and against differences."""

import numpy as np
import pytest

from core.cancel import Cancelled, CancelWhen
from core.curation.map import projection as map_projection
from core.curation.map.projection import find_neighbours, project


def clusters(count=3, size=40, width=64):
    generator = np.random.default_rng(0)
    centres = generator.normal(scale=3, size=(count, width))
    rows = np.repeat(centres, size, axis=0) + generator.normal(size=(count * size, width))
    return rows.astype(np.float32), np.repeat(np.arange(count), size)


def test_clusters_stay_together_and_apart_and_the_map_is_the_same_again():
    rows, labels = clusters()
    told = []
    positions = project(rows, progress=lambda done, total: told.append(done / total))
    nearest = find_neighbours(positions, 10)
    assert (labels[nearest] == labels[:, None]).mean() > 0.98
    assert np.abs(positions).max() == pytest.approx(1)
    assert positions.mean(axis=0) == pytest.approx(0, abs=1e-5)
    assert np.array_equal(project(rows), positions)
    assert told == sorted(told)
    assert told[-1] == 1


@pytest.mark.parametrize("rows", [np.zeros((0, 8)), np.ones((1, 8)), np.eye(2, 8), np.ones((50, 8)), np.eye(20, 1)])
def test_few_same_or_narrow_rows_have_finite_positions(rows):
    positions = project(rows.astype(np.float32))
    assert positions.shape == (len(rows), 2)
    assert np.isfinite(positions).all()


def test_neighbours_are_those_of_all_pairs(monkeypatch):
    monkeypatch.setattr(map_projection, "ROWS", 7)
    points = np.random.default_rng(1).normal(size=(50, 5)).astype(np.float32)
    distances = np.linalg.norm(points[:, None] - points, axis=2) + np.diag(np.full(50, np.inf))
    assert np.array_equal(np.sort(find_neighbours(points, 4)), np.sort(np.argsort(distances)[:, :4]))


def test_the_forces_are_the_slopes_of_the_loss():
    """One edge and one random pair: the negative gradient of the published loss, by differences."""
    places = np.array([[0.0, 0.0], [1.5, -0.5]], np.float32)
    graph = map_projection._build_graph(np.array([[1], [0]]))
    pull = map_projection._compute_attraction(places, graph)[0]
    push = map_projection._compute_repulsion(places, np.array([[1, 0]]))[0] / map_projection.REPULSION

    def squared(x, y):
        return (x - 1.5) ** 2 + (y + 0.5) ** 2

    edge = [-slope(lambda x, y: np.log(2 + squared(x, y)), axis) for axis in (0, 1)]
    pair = [-slope(lambda x, y: np.log(2 + squared(x, y)) - np.log(1 + squared(x, y)), axis) for axis in (0, 1)]
    assert pull == pytest.approx(edge, rel=1e-4)
    assert push == pytest.approx(pair, rel=1e-4)


def slope(function, axis, step=1e-4):
    ahead, behind = np.zeros(2), np.zeros(2)
    ahead[axis], behind[axis] = step, -step
    return (function(*ahead) - function(*behind)) / (2 * step)


@pytest.mark.parametrize("asked", [0, 1, 200])
def test_it_is_cancelled_between_two_steps(asked):
    times = iter(range(10_000))
    with pytest.raises(Cancelled):
        project(clusters()[0], cancel=CancelWhen(lambda: next(times) >= asked))
