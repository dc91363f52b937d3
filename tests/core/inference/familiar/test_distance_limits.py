"""Limits of distance: false alarms class by class, with few pictures and many, and what cannot be said of too few."""

import time
from math import exp
from statistics import NormalDist

import numpy as np
import pytest

from core.backbone.quick_head import normalize_rows
from core.inference.familiar.distance_limits import (
    Level,
    compute_class_distances,
    compute_mean_distances,
    count_false_alarms,
    find_limits,
    judge,
)
from core.inference.familiar.neighbours import NEAREST, build_neighbours

SPREADS = {"cat": 0.5, "dog": 1.0}  # the second class is the more varied one


def pictures(dice, count, spread, axis):
    """Features of one class: an axis of its own, and deviations that it has in common with no other picture."""
    return normalize_rows(np.eye(64)[axis] * 3 + dice.normal(size=(count, 64)) * spread * 0.4).astype(np.float32)


def draw_classes(dice, count):
    return [pictures(dice, count, spread, axis) for axis, spread in enumerate(SPREADS.values())]


def known_from(dice, count):
    held_out = round(count * 0.15)
    drawn = draw_classes(dice, count)
    labels, held_labels = ([label for label in SPREADS for _ in range(n)] for n in (count - held_out, held_out))
    rows, held = (np.concatenate(parts) for parts in ([r[held_out:] for r in drawn], [r[:held_out] for r in drawn]))
    return build_neighbours([""] * len(rows), labels, rows, held_labels, held)


def levels_of(known, rows):
    return judge(compute_class_distances(rows @ known.rows.T, known.groups, NEAREST), known.limits)


@pytest.mark.parametrize("count", [20, 50, 150])
def test_of_each_class_at_most_six_per_cent_are_false_alarms_whatever_its_spread(count):
    dice, alarms, unlike, caught = np.random.default_rng(0), [], [], []
    for _draw in range(30):
        known = known_from(dice, count)
        levels = [levels_of(known, rows) for rows in draw_classes(dice, 200)]
        alarms.append([(own >= Level.UNUSUAL).mean() for own in levels])
        unlike.append([(own == Level.UNLIKE).mean() for own in levels])
        caught.append((levels_of(known, pictures(dice, 50, 0.5, 9)) == Level.UNLIKE).mean())
    assert (np.mean(alarms, axis=0) <= 0.06).all()
    assert (np.mean(alarms, axis=0) >= 0.015).all()
    assert (np.mean(unlike, axis=0) <= 0.01).all()
    assert np.mean(caught) >= 0.99


def test_measured_false_alarms_are_those_of_unseen_pictures():
    dice, measured, true = np.random.default_rng(1), [], []
    for _draw in range(30):
        known = known_from(dice, 50)
        measured.append(known.alarms[:, 0] / known.alarms[:, 1])
        true.append([(levels_of(known, rows) >= Level.UNUSUAL).mean() for rows in draw_classes(dice, 200)])
        assert known.alarms[:, 1].tolist() == [50, 50]
    np.testing.assert_allclose(np.mean(measured, axis=0), np.mean(true, axis=0), atol=0.015)


def far_of(*counts):
    """Log-normal distances of so many pictures of each class, evenly spread; far from every other class."""
    places = np.repeat(np.arange(len(counts)), counts)
    far = np.full((len(places), len(counts)), 0.9)
    shares = np.concatenate([(np.random.default_rng(0).permutation(n) + 0.5) / n for n in counts])
    far[np.arange(len(places)), places] = [exp(NormalDist(-1, 0.1).inv_cdf(share)) for share in shares]
    return far, places


def test_a_class_with_too_few_pictures_has_no_limit_and_takes_none_from_the_others():
    limits = find_limits(*far_of(30, 4))
    assert np.isfinite(limits[0]).all()
    assert np.isnan(limits[1]).all()
    levels = judge(np.array([[0.3, 0.9], [0.9, 0.5], [limits[0].mean(), 0.9], [0.8, 0.85]]), limits)
    assert levels.tolist() == [Level.FAMILIAR, Level.UNKNOWN, Level.UNUSUAL, Level.UNLIKE]


def test_23_pictures_together_are_too_few_and_24_are_enough():
    assert np.isnan(find_limits(*far_of(12, 11))).all()
    assert np.isfinite(find_limits(*far_of(12, 12))).all()
    assert count_false_alarms(*far_of(12, 12)).sum() == 0  # four fifths of them are too few


def test_with_many_pictures_the_limit_is_the_quantile_of_the_class_and_few_are_drawn_to_the_others():
    far, places = far_of(2_000, 2_000)
    far[places == 1, 1] *= 2
    limits = find_limits(far, places)
    assert limits[1, 0] / limits[0, 0] == pytest.approx(2, rel=0.02)
    assert limits[0, 0] == pytest.approx(np.quantile(far[places == 0, 0], 0.96), rel=0.01)
    assert (limits[:, 1] > limits[:, 0]).all()


def test_fewer_pictures_leave_more_between_the_usual_and_the_far():
    few, many = (find_limits(*far_of(n, n)) for n in (20, 500))
    assert (np.log(few[:, 1] / few[:, 0]) > 0).all()
    assert few[0, 1] > many[0, 1]


def test_the_distance_is_one_minus_the_mean_of_the_largest_cosines():
    cosines = np.linspace(0, 1, 21, dtype=np.float32)[None]
    assert compute_mean_distances(cosines, 10)[0] == pytest.approx(1 - cosines[0, -10:].mean())
    assert compute_mean_distances(np.array([[0.5, 0.7]], dtype=np.float32), 10)[0] == pytest.approx(0.4)


def test_limits_of_two_thousand_pictures_take_less_than_a_third_of_a_second():
    far, places = far_of(1_000, 1_000)
    began = time.process_time()
    find_limits(far, places)
    count_false_alarms(far, places)
    assert time.process_time() - began < 0.3
