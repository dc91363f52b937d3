"""The game in the browser is the one of core/concepts/gan, and its pictures count rightly."""

import numpy as np
import pytest

from core.concepts.descent.parameters import flatten
from core.concepts.gan.game import Game, begin, draw_pool, improve, play_round
from pages.concepts.gan.chart import _beginning

pytestmark = pytest.mark.browser
GAME, PICTURES, CHART, DRAWING = (f"concepts/gan/{name}.js" for name in ("game", "pictures", "chart", "drawing"))
PLAY = """({ createGame, playRound, readState, slopesNow }, [data, rounds]) => {
    const game = createGame(data);
    for (let k = 0; k < rounds; k++) playRound(game);
    const state = readState(game);
    const { points, slopes } = slopesNow(game, 64);
    const { judged, improved, ofReal, ofFake } = game;
    return { ...state, judged, improved, ofReal, ofFake, points: [...points], slopes: [...slopes.slice(0, 128)] };
}"""


@pytest.mark.parametrize(
    "game",
    [Game(), Game(target="ring", units=5, discriminator_steps=3, saturating=True, beta_1=0.0, seed=4)],
    ids=["plain", "other"],
)
def test_its_rounds_are_those_of_python_to_1e_9(scripts, game):
    rounds = 40
    told = scripts.run(GAME, PLAY, [_beginning(game), rounds])
    pool, state = draw_pool(game), begin(game)
    for _ in range(rounds):
        played = play_round(game, pool, state)
        state = played.after
    verdict = played.verdicts[-1]
    assert told["rounds"] == rounds
    assert told["judged"] == pytest.approx(verdict.loss, abs=1e-9)
    assert told["improved"] == pytest.approx(played.loss, abs=1e-9)
    assert told["ofReal"] == pytest.approx(verdict.said_of_real.mean(), abs=1e-9)
    assert told["ofFake"] == pytest.approx(verdict.said_of_fake.mean(), abs=1e-9)
    for name, network, step in (
        ("generator", state.generator, state.generator_step),
        ("discriminator", state.discriminator, state.discriminator_step),
    ):
        assert told[name]["t"] == step.t
        for part, expected in (("flat", flatten(network)), ("m", step.m), ("v", step.v)):
            np.testing.assert_allclose(told[name][part], expected, atol=1e-9)
    points, _said, _loss, slopes, _gradient = improve(game, state.generator, state.discriminator, pool.noise[:64])
    np.testing.assert_allclose(np.reshape(told["points"], (-1, 2)), points, atol=1e-9)
    np.testing.assert_allclose(np.reshape(told["slopes"], (-1, 2)), slopes, atol=1e-9)


def test_the_pool_is_taken_round_and_round(scripts):
    """More turns than the pool has rows for."""
    game = Game(units=2)
    told = scripts.run(GAME, PLAY, [_beginning(game), 45])
    pool, state = draw_pool(game), begin(game)
    for _ in range(45):
        state = play_round(game, pool, state).after
    np.testing.assert_allclose(told["generator"]["flat"], flatten(state.generator), atol=1e-9)


def test_points_are_counted_in_their_cells_and_groups(scripts):
    body = "({ densityOf }, points) => [...densityOf(Float64Array.from(points), 5, 1, 2)]"
    assert scripts.run(PICTURES, body, [-0.5, -0.5, 0.5, 0.5, 0.5, 0.6, 0.5, -0.5, 9, 9]) == [180, 180, 0, 255]
    groups = {"centres": [[0, 0], [1, 1]], "near": 0.2, "share": 0.3}
    assert scripts.call(CHART, "countFound", [0, 0.1, 0.1, 0, 5, 5], 3, groups) == 1


def test_a_place_is_drawn_where_there_is_room_for_it(scripts):
    body = """({ addPlace }, [tried, limits]) => {
        const places = [];
        return [tried.map((place) => addPlace(places, place, limits)), places];
    }"""
    tried = [[0, 0], [0.01, 0.01], [0.5, 0.333], [9, -9], [-1, 1]]
    limits = {"most": 3, "digits": 2, "reach": 1.25}
    added, places = scripts.run(DRAWING, body, [tried, limits])
    assert added == [True, False, True, True, False]
    assert places == [[0, 0], [0.5, 0.33], [1.25, -1.25]]
