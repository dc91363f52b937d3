"""What the browser makes of the recorded steps is what Q-learning had at that moment."""

import numpy as np
import pytest

from core.concepts.reinforcement.q_learning import Learning, learn
from core.concepts.reinforcement.world import read_world
from pages.concepts.reinforcement.chart import _steps

pytestmark = pytest.mark.browser
REPLAY, GRID = "concepts/reinforcement/replay.js", "concepts/reinforcement/grid.js"
ASK = """({ createReplay, worthAfter, trailAfter, episodeAfter }, [steps, cells, count]) => {
    const replay = createReplay(steps, cells);
    return [[...worthAfter(replay, count)], trailAfter(replay, count), episodeAfter(replay, count)];
}"""


def test_after_any_number_of_steps_the_worth_is_the_one_learned(scripts):
    world = read_world("S..+/.#.-/....")
    learned = learn(world, Learning(exploration=0.5, episodes=60))
    steps = _steps(learned)["steps"]
    for count in (0, 1, 249, 250, 251, len(steps)):
        worth = np.zeros((world.cells, 4))
        for step in learned.steps[:count]:
            worth[step.cell, step.action] = step.after
        told, trail, episode = scripts.run(REPLAY, ASK, [steps, world.cells, count])
        np.testing.assert_allclose(np.reshape(told, (-1, 4)), worth, rtol=1e-3)
        if count:
            last = learned.steps[count - 1]
            same = [step for step in learned.steps[:count] if step.episode == last.episode]
            assert trail == [same[0].cell, *(step.to for step in same)]
            assert episode == last.episode


def test_the_best_actions_are_named_unless_all_are_equal(scripts):
    body = "({ bestOf }, [worth, cell]) => bestOf(Float64Array.from(worth), cell)"
    worth = [0, 0, 0, 0, 1, 3, 3, -1]
    assert scripts.run(REPLAY, body, [worth, 0]) == {"value": 0, "actions": []}
    assert scripts.run(REPLAY, body, [worth, 1]) == {"value": 3, "actions": [1, 2]}


def test_the_colour_of_a_value_is_its_sign_and_its_strength_its_size(scripts):
    colours = ["#ff0000", "#0000ff"]
    assert scripts.call(GRID, "shade", -2, 1, colours) == {"fill": "#ff0000", "fill-opacity": "0.720"}
    assert scripts.call(GRID, "shade", 0.5, 1, colours) == {"fill": "#0000ff", "fill-opacity": "0.390"}
    assert scripts.call(GRID, "shade", 0, 1, colours)["fill-opacity"] == 0
