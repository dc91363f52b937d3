"""Confident learning: thresholds and candidates as the paper defines them, and planted mistakes found first."""

import numpy as np
import pytest

from core.curation.labels.suspects import compute_thresholds, rank_suspects


def test_thresholds_are_the_mean_confidence_in_the_own_label():
    labels = np.array([0, 0, 1])
    said = np.array([[0.9, 0.1, 0.0], [0.5, 0.5, 0.0], [0.2, 0.8, 0.0]])
    np.testing.assert_allclose(compute_thresholds(labels, said), [0.7, 0.8, np.inf])


def test_a_picture_over_another_classs_threshold_is_a_sure_suspect_and_the_largest_margin_comes_first():
    labels = np.array([0, 0, 0, 0, 1, 1, 1])
    said = np.array(
        [[0.9, 0.1], [0.9, 0.1], [0.45, 0.55], [0.05, 0.95], [0.1, 0.9], [0.2, 0.8], [0.97, 0.03]]
    )  # thresholds: 0.575 and 0.577
    found = rank_suspects(labels, said)
    assert [(one.place, one.label, one.likely, one.sure) for one in found] == [
        (6, 1, 0, True), (3, 0, 1, True), (2, 0, 1, False),
    ]  # fmt: skip
    assert found[0].margin == pytest.approx(0.94)
    assert (found[1].own, found[1].probability) == (0.05, 0.95)


def test_a_rare_class_is_not_overruled_by_the_mere_argmax():
    """A class that is usually told with 0.4 is believed at 0.42: its threshold, not one half, decides."""
    labels = np.array([0] * 6 + [1] * 3)
    said = np.array([[0.9, 0.1]] * 6 + [[0.58, 0.42], [0.6, 0.4], [0.62, 0.38]])
    found = rank_suspects(labels, said)
    assert 6 not in [one.place for one in found]
    assert not any(one.sure for one in found)


def test_planted_mistakes_come_first():
    dice = np.random.default_rng(3)
    true = dice.integers(0, 3, 300)
    said = dice.dirichlet([1, 1, 1], 300) * 0.3 + 0.7 * np.eye(3)[true]
    wrong = dice.choice(300, 15, replace=False)
    labels = true.copy()
    labels[wrong] = (true[wrong] + 1) % 3
    found = rank_suspects(labels, said)
    assert {one.place for one in found[:15]} == set(wrong.tolist())
    assert all(one.likely == true[one.place] for one in found[:15])
