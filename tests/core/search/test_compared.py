"""Trials are compared at their end where enough have one, else after as many epochs as all of them had."""

import pytest

from core.search.compared import FEWEST, choose_compared, count_soonest
from core.search.trials import Trial, compute_score

EPOCHS = 36


def finished(number):
    return Trial(number=number, run="", values={}, state="finished", val_accuracy=0.9, curve=(0.5,) * 35 + (0.9,))


def stopped(number, epochs=6, accuracy=0.6):
    curve = (accuracy,) * epochs
    return Trial(number=number, run="", values={}, state="stopped", val_accuracy=accuracy, curve=curve)


def test_enough_whole_trials_are_compared_by_what_they_reached():
    trials = [*map(finished, range(FEWEST)), stopped(9)]
    found = choose_compared(trials, EPOCHS)
    assert (len(found.trials), found.after) == (FEWEST, None)
    assert found.scores == [0.9] * FEWEST


def test_else_all_are_compared_after_the_epochs_that_each_of_them_had():
    trials = [finished(0), stopped(1), stopped(2, epochs=12, accuracy=0.7)]
    cut = stopped(3, epochs=2)  # by the end of the budget
    failed = stopped(4).model_copy(update={"state": "failed"})
    running = stopped(5, epochs=20).model_copy(update={"state": "running"})
    found = choose_compared([*trials, cut, failed, running], EPOCHS)
    assert list(found.trials) == trials
    assert found.after == count_soonest(EPOCHS) == 6
    assert found.scores == pytest.approx([compute_score((0.5,) * 6), 0.6, 0.7])


def test_a_search_that_stops_nothing_compares_whole_trials():
    found = choose_compared([finished(0), finished(1)], EPOCHS)
    assert (len(found.trials), found.after) == (2, None)
    assert choose_compared([], EPOCHS).trials == []
