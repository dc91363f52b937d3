"""The GAN screen: presets, the address, and the numbers of the round that the browser has told."""

import numpy as np
import pytest

from core.concepts.descent.parameters import flatten
from core.concepts.gan.game import BATCH, Game, begin, draw_pool, play_round
from core.i18n import LANGUAGES
from pages.concepts.gan.chart import read_state
from pages.concepts.gan.drawn_places import MOST, clip_places, read_places, write_places
from pages.shared.concept_screen.latex import number
from tests.pages.app import open_page, unfold
from tests.pages.concepts.presets import walk_presets

PAGE = "pages/concepts/gan/page.py"
PRESETS = 4


def formulas(app):
    assert not app.exception
    return [latex.value for latex in app.latex]


def told(game, rounds):
    """What the browser tells of a game after some rounds, and the state itself."""
    pool, state = draw_pool(game), begin(game)
    for _ in range(rounds):
        state = play_round(game, pool, state).after
    parts = (
        ("generator", state.generator, state.generator_step),
        ("discriminator", state.discriminator, state.discriminator_step),
    )
    sent = {
        name: {"flat": flatten(network).tolist(), "m": step.m.tolist(), "v": step.v.tolist(), "t": step.t}
        for name, network, step in parts
    }
    return {"id": str(game), "rounds": rounds, **sent}, state


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_preset_has_its_lesson_and_its_link_reopens_it(language):
    walk_presets(PAGE, PRESETS, language)


def test_the_first_round_has_its_numbers_in_formula_and_table():
    app = unfold(open_page(PAGE, target="ring", turns="2", seed="3"), "The points of this round as a table")
    game = Game(target="ring", discriminator_steps=2, seed=3)
    played = play_round(game, draw_pool(game), begin(game))
    assert number(played.verdicts[-1].loss) in formulas(app)[1]
    assert number(played.loss) in formulas(app)[1]
    table = app.dataframe[0].value
    assert len(table) == 2 * BATCH
    np.testing.assert_allclose(table["D"][BATCH:], played.said)


def test_the_round_goes_on_from_what_the_browser_tells():
    game = Game(units=3)
    sent, state = told(game, 3)
    read = read_state(game, sent)
    one, other = (play_round(game, draw_pool(game), before) for before in (read, state))
    assert read.rounds == 3
    np.testing.assert_array_equal(flatten(one.after.generator), flatten(other.after.generator))
    np.testing.assert_array_equal(flatten(one.after.discriminator), flatten(other.after.discriminator))


def test_what_is_not_of_this_game_is_not_taken():
    game = Game(units=3)
    sent, _state = told(game, 1)
    assert read_state(game, None) is None
    assert read_state(Game(units=4), sent) is None
    assert read_state(game, sent | {"generator": sent["discriminator"]}) is None
    broken = sent["generator"] | {"flat": [float("nan")] * len(sent["generator"]["flat"])}
    assert read_state(game, sent | {"generator": broken}) is None


@pytest.mark.parametrize("bad", ["0", "nan", "5", "quick"])
def test_a_bad_rate_gets_a_sentence_and_the_numbers_stay(bad):
    app = open_page(PAGE)
    before = formulas(app)
    app.text_input(key="gan.g.typed").set_value(bad).run()
    assert f"“{bad}”" in app.error[0].value
    assert formulas(app) == before


def test_a_bad_link_is_told():
    app = open_page(PAGE, target="cats", round="-1")
    assert len(app.warning) == 2
    assert len(formulas(app)) == 2


def test_a_drawing_is_in_the_link_and_is_what_is_imitated():
    app = open_page(PAGE, target="own", drawn="0.5,-0.2;0.1,0.8", seed="3")
    game = Game(target="own", drawn=((0.5, -0.2), (0.1, 0.8)), seed=3)
    assert number(play_round(game, draw_pool(game), begin(game)).loss) in formulas(app)[1]
    app.text_input(key="gan.drawn.typed").set_value("-1,1").run()
    assert app.query_params["drawn"] == "-1,1"
    assert not app.exception


@pytest.mark.parametrize("bad", ["", "1", "1,2,3", "0,9", "nan,0", "a,b", ";".join(["0,0"] * (MOST + 1))])
def test_what_is_no_drawing_gets_a_sentence(bad):
    app = open_page(PAGE, target="own")
    before = formulas(app)
    app.text_input(key="gan.drawn.typed").set_value(bad).run()
    assert len(app.error) == 1
    assert formulas(app) == before


def test_places_are_read_as_they_were_written_and_clipped_to_the_plane():
    places = ((0.5, -0.25), (-1.25, 1.0))
    assert read_places(write_places(places)) == places
    assert clip_places([[9, -9], [0.5, 0.25]]) == ((1.25, -1.25), (0.5, 0.25))
