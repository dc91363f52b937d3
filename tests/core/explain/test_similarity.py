"""How alike two attributions are."""

import numpy as np
import pytest

from core.explain.similarity import compute_similarity

DICE = np.random.default_rng(0)


def test_the_same_places_are_1_whatever_their_scale_and_the_opposite_is_minus_1():
    values = DICE.normal(size=(50, 40)).astype(np.float32)
    assert compute_similarity(values, 7 * values + 3) == pytest.approx(1)
    assert compute_similarity(values, -values) == pytest.approx(-1)


def test_unrelated_ones_and_one_that_says_nothing_have_nothing_in_common():
    first, second = DICE.normal(size=(2, 64, 64)).astype(np.float32)
    assert abs(compute_similarity(first, second)) < 0.15
    assert compute_similarity(first, np.zeros((64, 64), np.float32)) == 0


def test_equal_values_share_a_rank():
    half = np.repeat([0.0, 1.0], 32).reshape(8, 8).astype(np.float32)
    assert compute_similarity(half, half) == pytest.approx(1)
    assert abs(compute_similarity(half, half.T)) < 1e-6
