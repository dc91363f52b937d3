"""Guessing members by their loss: counts, the area held against scikit-learn, and the best threshold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import roc_auc_score

from core.concepts.limits.membership import compute_area, find_best_threshold, guess_members

losses = arrays(float, st.integers(1, 30), elements=st.sampled_from([0.0, 0.1, 0.5, 1.0, 2.0, 7.0]))


def test_who_has_a_loss_below_the_threshold_is_called_a_member():
    attack = guess_members(np.array([0.1, 0.2, 0.9]), np.array([0.1, 0.5, 1.0, 2.0]), threshold=0.2)
    assert (attack.caught, attack.members, attack.false_alarms, attack.others) == (1, 3, 1, 4)
    assert attack.advantage == pytest.approx(1 / 3 - 1 / 4)


@given(losses, losses)
def test_the_area_is_that_of_scikit_learn(members, others):
    is_member = [1] * len(members) + [0] * len(others)
    assert compute_area(members, others) == pytest.approx(roc_auc_score(is_member, -np.concatenate([members, others])))


@given(losses, losses)
def test_no_threshold_beats_the_best_one(members, others):
    thresholds = np.array([0.05, 0.3, 0.7, 3.0, 9.0])
    best = guess_members(members, others, find_best_threshold(members, others, thresholds))
    assert all(guess_members(members, others, float(one)).advantage <= best.advantage for one in thresholds)
