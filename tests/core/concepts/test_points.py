"""The shapes are what their names say, in equal classes, inside their windows, and follow from the seed."""

import numpy as np
import pytest

from core.concepts.points import GAP, POINT_SETS, TURNS

N = 400


def drawn(name, *, noise=0.0, seed=1):
    return POINT_SETS[name].draw(N, noise=noise, seed=seed)


def classes(name):
    """The points of class 0 and those of class 1, without noise."""
    x, y = drawn(name)
    return x[y[:, 0] == 0], x[y[:, 0] == 1]


@pytest.mark.parametrize("name", POINT_SETS)
def test_two_equal_classes_lie_inside_the_window(name):
    x, y = drawn(name, noise=0.1)
    assert (x.shape, y.shape) == ((N, 2), (N, 1))
    assert y.mean() == 0.5
    assert (x > POINT_SETS[name].low).all()
    assert (x < POINT_SETS[name].high).all()


@pytest.mark.parametrize("name", POINT_SETS)
def test_the_seed_alone_decides_and_noise_moves_every_point(name):
    (x, _), (again, _), (other, _), (moved, _) = drawn(name), drawn(name), drawn(name, seed=2), drawn(name, noise=0.1)
    np.testing.assert_array_equal(x, again)
    assert (x != other).all()
    assert np.std(moved - x) == pytest.approx(0.1, rel=0.1)


def test_the_moons_are_half_circles_that_interlock():
    upper, lower = classes("moons")
    np.testing.assert_allclose(np.hypot(*upper.T), 1.0)
    np.testing.assert_allclose(np.hypot(*(lower - [1.0, 0.5]).T), 1.0)
    assert lower[:, 0].min() < upper[:, 0].max()


def test_one_circle_lies_within_the_other_and_both_are_whole():
    outer, inner = classes("circles")
    np.testing.assert_allclose(np.hypot(*outer.T), 1.0)
    np.testing.assert_allclose(np.hypot(*inner.T), 0.5)
    for ring in (outer, inner):
        assert set(map(tuple, np.sign(ring))) == {(1, 1), (1, -1), (-1, 1), (-1, -1)}


def test_xor_is_class_1_where_the_signs_differ_in_all_four_squares():
    same, different = classes("xor")
    assert set(map(tuple, np.sign(same))) == {(1, 1), (-1, -1)}
    assert set(map(tuple, np.sign(different))) == {(1, -1), (-1, 1)}
    assert np.abs(np.vstack([same, different])).min() >= GAP


def test_each_spiral_arm_is_the_other_one_turned_by_half_a_turn():
    for arm, half_turn in zip(classes("spirals"), (1, -1), strict=True):
        radius = np.hypot(*arm.T)
        angle = 2 * np.pi * TURNS * radius / 1.2
        along = half_turn * radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        np.testing.assert_allclose(arm, along, atol=1e-12)


def test_a_straight_line_parts_the_blobs_and_none_of_the_other_shapes():
    for name in POINT_SETS:
        x, y = drawn(name)
        plane = np.hstack([x, np.ones((N, 1))])
        weights = np.linalg.lstsq(plane, 2 * y - 1, rcond=None)[0]
        right = np.mean((plane @ weights > 0) == (y > 0.5))
        assert (right == 1.0) == (name == "blobs"), name
