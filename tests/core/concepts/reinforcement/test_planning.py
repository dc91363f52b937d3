"""Planning: the values solve Bellman's equation, each sweep contracts, and no other policy is better."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.concepts.reinforcement.planning import evaluate, iterate, promise
from core.concepts.reinforcement.world import ACTIONS, KINDS, START, WorldError, read_world, write_world

CLASSIC = "S..+/.#.-/...."


@st.composite
def worlds(draw):
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(2, 5))
    signs = draw(st.lists(st.sampled_from(KINDS[:-1]), min_size=rows * columns, max_size=rows * columns))
    start, end = draw(st.permutations(range(rows * columns)))[:2]
    signs[start], signs[end] = START, draw(st.sampled_from("+-o"))
    text = "".join(signs)
    grid = "/".join(text[row * columns : (row + 1) * columns] for row in range(rows))
    return read_world(grid, slip=draw(st.sampled_from([0.0, 0.2, 1.0])))


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from([0.0, 0.5, 0.9]))
def test_the_values_are_those_of_the_policy_solved_exactly(world, discount):
    plan = iterate(world, discount=discount)
    np.testing.assert_allclose(plan.values[-1], evaluate(world, plan.policy, discount), atol=2e-5)


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from([0.5, 0.9]), st.integers(0, 100))
def test_no_other_policy_is_better_anywhere(world, discount, seed):
    plan = iterate(world, discount=discount)
    other = np.random.default_rng(seed).integers(0, len(ACTIONS), world.cells)
    assert (evaluate(world, other, discount) <= plan.values[-1] + 2e-5).all()


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from([0.5, 0.9]))
def test_every_sweep_contracts_by_the_discount(world, discount):
    change = iterate(world, discount=discount).change
    assert (change[1:] <= discount * change[:-1] + 1e-12).all()


@given(worlds())
def test_the_chances_of_every_action_sum_to_one_and_no_wall_is_entered(world):
    np.testing.assert_allclose(world.chances.sum(axis=-1), 1.0)
    walls = np.array([sign == "#" for sign in world.signs])
    assert not world.chances[~walls][:, :, walls].any()


def test_a_corridor_has_the_values_of_its_discounts():
    plan = iterate(read_world("S...+", step_cost=0.0), discount=0.5)
    np.testing.assert_allclose(plan.values[-1], [0.125, 0.25, 0.5, 1.0, 0.0])
    np.testing.assert_allclose(plan.values[1], [0, 0, 0, 1.0, 0])
    assert plan.policy[:4].tolist() == [1, 1, 1, 1]


def test_a_step_that_may_slip_keeps_away_from_the_pit():
    sure, slippery = (iterate(read_world(CLASSIC, slip=slip), discount=0.9) for slip in (0.0, 0.4))
    above_pit = 2 + 4 * 1
    assert ACTIONS[sure.policy[above_pit]] == "up"
    assert slippery.values[-1][above_pit] < sure.values[-1][above_pit]
    expected = promise(read_world(CLASSIC, slip=0.4), slippery.values[-1], 0.9)[above_pit].max()
    assert slippery.values[-1][above_pit] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("S.+/..", "uneven"), ("S.x+", "sign"), ("...+", "start"), ("SS+", "start"), ("S..", "end"), ("S", "size")],
)
def test_what_is_no_world_is_refused(text, reason):
    with pytest.raises(WorldError) as caught:
        read_world(text)
    assert caught.value.reason == reason


def test_a_world_is_written_as_it_was_read():
    assert write_world(read_world(CLASSIC).rows) == CLASSIC
