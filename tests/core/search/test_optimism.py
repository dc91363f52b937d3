"""The winner of many equals is no better than they are, and the search says so by about how much."""

import numpy as np

from core.search.optimism import compute_optimism
from core.search.trials import Trial, find_best, find_frontier, list_best_so_far


def test_the_best_of_many_equals_is_optimistic_by_what_luck_gives():
    """On average over searches, since the luck of each is its own."""
    random, found, luck = np.random.default_rng(0), [], []
    for _search in range(25):
        correct = random.random((20, 300)) < 0.8
        found.append(compute_optimism(correct, random))
        luck.append(correct.mean(axis=1).max() - 0.8)
    assert abs(np.mean(found) - np.mean(luck)) < 0.25 * np.mean(luck)


def test_one_that_is_far_better_than_the_rest_owes_nothing_to_luck():
    random = np.random.default_rng(0)
    correct = np.vstack([random.random((1, 400)) < 0.95, random.random((9, 400)) < 0.6])
    assert compute_optimism(correct, np.random.default_rng(1)) < 0.005


def trial(number, accuracy, parameters, state="finished"):
    return Trial(number=number, run="", values={}, state=state, val_accuracy=accuracy, parameters=parameters)


def test_best_and_frontier_are_of_finished_trials():
    trials = [trial(0, 0.7, 9), trial(1, 0.9, 9, "stopped"), trial(2, 0.8, 5), trial(3, 0.8, 7), trial(4, 0.6, 1)]
    assert find_best(trials).number == 2
    assert [one.number for one in find_frontier(trials, "parameters")] == [4, 2]
    assert list_best_so_far(trials) == [0.7, 0.8, 0.8, 0.8]
    assert find_best([trials[1]]) is None
