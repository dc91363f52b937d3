"""Q-learning: every recorded step follows its rule, it finds what planning knows, and without exploring it does not."""

import itertools
import random

import numpy as np
import pytest

from core.concepts.reinforcement.planning import iterate
from core.concepts.reinforcement.q_learning import LONGEST, MOST_STEPS, Learning, choose, learn
from core.concepts.reinforcement.world import read_world

SMALL = read_world("S..+/.#.-/....")
LURED = read_world("....+/...../o.S..")
CLIFF = read_world("......./......./......./S-----+")


def test_every_step_moves_its_value_by_the_rule():
    learning = Learning(discount=0.8, rate=0.3, seed=2)
    learned = learn(SMALL, learning)
    q = np.zeros((SMALL.cells, 4))
    for step in learned.steps:
        assert step.before == q[step.cell, step.action]
        best = 0.0 if SMALL.ends[step.to] else q[step.to].max()
        assert step.next_worth == best
        assert step.reward == SMALL.reward[step.to]
        assert step.target == pytest.approx(step.reward + 0.8 * best)
        q[step.cell, step.action] += 0.3 * (step.target - q[step.cell, step.action])
        assert step.after == pytest.approx(q[step.cell, step.action])
        q[step.cell, step.action] = step.after
    np.testing.assert_array_equal(learned.q, q)


def test_sarsa_moves_towards_the_step_that_it_takes_next():
    steps = learn(SMALL, Learning(rule="sarsa", exploration=0.4, seed=1)).steps
    q = np.zeros((SMALL.cells, 4))
    for step, following in itertools.pairwise(steps):
        if not step.ended:
            assert step.next_worth == q[step.to, following.action]
        elif SMALL.ends[step.to]:
            assert step.next_worth == 0.0
        q[step.cell, step.action] = step.after
    assert any(step.next_worth < q[step.to].max() for step in steps if not step.ended)


def test_at_a_cliff_sarsa_keeps_away_from_the_edge_and_earns_more():
    safe, edge = (learn(CLIFF, Learning(rule=rule, episodes=300)) for rule in ("sarsa", "q_learning"))
    assert len(walk(CLIFF, safe.policy)) > len(walk(CLIFF, edge.policy)) == 8
    assert safe.returns[150:].mean() > edge.returns[150:].mean() + 0.1


def walk(world, policy):
    """The cells behind the start on the way that a policy takes to an end."""
    cells, cell = [], world.start
    while not world.ends[cell] and len(cells) < world.cells:
        cell = int(world.moves[cell, policy[cell]])
        cells.append(cell)
    return cells


def test_every_step_begins_where_the_last_one_ended_or_at_the_start():
    steps = learn(SMALL, Learning()).steps
    for before, after in itertools.pairwise(steps):
        assert after.cell == (SMALL.start if before.ended else before.to)
        assert after.episode == before.episode + before.ended
        assert after.to in SMALL.moves[after.cell]


@pytest.mark.parametrize("seed", range(3))
def test_it_finds_the_values_that_planning_knows(seed):
    learned = learn(SMALL, Learning(exploration=1.0, episodes=400, seed=seed))
    plan = iterate(SMALL, discount=0.9)
    np.testing.assert_allclose(learned.q.max(axis=-1)[SMALL.open], plan.values[-1][SMALL.open], atol=1e-3)


def test_the_returns_are_the_sums_of_rewards():
    learned = learn(SMALL, Learning(episodes=5))
    for episode, total in enumerate(learned.returns):
        assert total == pytest.approx(sum(step.reward for step in learned.steps if step.episode == episode))


@pytest.mark.parametrize("seed", range(4))
def test_who_never_explores_stays_with_what_was_found_first(seed):
    stuck = learn(LURED, Learning(exploration=0.0, episodes=200, seed=seed))
    found = learn(LURED, Learning(exploration=0.5, episodes=300, seed=seed))
    best = iterate(LURED, discount=0.9).values[-1][LURED.start]
    assert found.q[LURED.start].max() > 0.9 * best
    assert stuck.q[LURED.start].max() < 0.25 * best
    assert not any(step.by_chance for step in stuck.steps)


def test_a_slippery_step_goes_astray_as_often_as_said():
    world = read_world("...../..S../....+", slip=0.5)
    steps = learn(world, Learning(exploration=1.0, episodes=300)).steps
    inside = [step for step in steps if step.cell == 7]
    astray = np.mean([step.to != world.moves[step.cell, step.action] for step in inside])
    assert astray == pytest.approx(0.5, abs=0.08)


def test_an_endless_walk_is_cut_short():
    world = read_world("S#+")
    learned = learn(world, Learning(episodes=500))
    assert len(learned.steps) == MOST_STEPS
    assert learned.steps[LONGEST - 1].ended


def test_of_equally_good_actions_any_is_taken_and_exploring_is_said():
    chance = random.Random(0)
    assert {choose([1.0, 0.0, 1.0, 0.0], 0.0, chance) for _ in range(50)} == {(0, False), (2, False)}
    explored = [choose([1.0, 0.0, 0.0, 0.0], 0.3, chance)[1] for _ in range(2000)]
    assert np.mean(explored) == pytest.approx(0.3, abs=0.04)
