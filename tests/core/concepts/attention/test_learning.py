"""Learning to write and to fill in: what is asked at each place, the rate's course, and that the loss falls."""

import numpy as np
import pytest

from core.concepts.attention.learning import HIDDEN, Learner, learn, measure, to_continue, to_fill_in
from core.concepts.attention.transformer import create


@pytest.fixture
def windows():
    """Texts in which every sign follows from the one before: 3, 4, 5, 6, 3, ..."""
    starts = np.random.default_rng(0).integers(0, 4, 8)
    return 3 + (starts[:, None] + np.arange(9)) % 4


def test_to_continue_asks_every_place_for_the_next_sign(windows):
    task = to_continue(windows)
    np.testing.assert_array_equal(task.targets[:, :-1], task.tokens[:, 1:])
    assert task.counts.all()
    assert not task.allowed[0, 1]


def test_to_fill_in_asks_for_the_hidden_signs_alone_and_shows_both_sides(windows):
    task = to_fill_in(windows, np.random.default_rng(1))
    hidden = task.counts > 0
    np.testing.assert_array_equal(task.tokens[hidden], HIDDEN)
    np.testing.assert_array_equal(task.tokens[~hidden], task.targets[~hidden])
    assert 0.1 < hidden.mean() < 0.4
    assert task.allowed.all()


def test_at_least_one_sign_is_hidden():
    for seed in range(20):
        assert to_fill_in(np.array([[3, 4]]), np.random.default_rng(seed)).counts.sum() == 1


def test_the_rate_warms_up_to_its_peak_and_ends_at_nothing(windows):
    learner = Learner(create(signs=7, size=4, heads=1, blocks=1, seed=0), None, peak=0.1, steps=40)
    rates = []
    for _ in range(40):
        rates.append(learner.rate)
        learner, _loss = learn(learner, to_continue(windows))
    assert rates[0] == pytest.approx(0.05)
    assert max(rates) == pytest.approx(0.1)
    assert rates[-1] == pytest.approx(0.0, abs=1e-9)
    assert learner.taken == 40


def test_both_ways_learn_what_there_is_to_know(windows):
    learner = Learner(create(signs=7, size=8, heads=2, blocks=1, seed=0), None, peak=0.02, steps=160)
    tasks = [to_continue(windows), to_fill_in(windows, np.random.default_rng(2))]
    before = [measure(learner.model, task) for task in tasks]
    for step in range(160):
        learner, _loss = learn(learner, tasks[step % 2])
    after = [measure(learner.model, task) for task in tasks]
    assert before == pytest.approx([np.log(7)] * 2, abs=0.9)
    assert max(after) < 0.5
