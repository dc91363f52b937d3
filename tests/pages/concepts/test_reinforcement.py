"""The Reinforcement screen: presets, the address, worlds that are none, and that it shows the numbers of the trace."""

import json

import numpy as np
import pytest

from core.concepts.reinforcement.planning import iterate
from core.concepts.reinforcement.q_learning import Learning, learn
from core.concepts.reinforcement.world import read_world
from core.i18n import LANGUAGES
from pages.concepts.reinforcement.state import CLIFF, LURED, ROOMS
from pages.shared.concept_screen.latex import number
from tests.pages.app import drawings, open_page, unfold
from tests.pages.concepts.presets import walk_presets

PAGE = "pages/concepts/reinforcement/page.py"
PRESETS = 5


def formulas(app):
    assert not app.exception
    return [latex.value for latex in app.latex]


def sent(app):
    return json.loads(drawings(app)[0].proto.json)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_preset_has_its_lesson_and_its_link_reopens_it(language):
    walk_presets(PAGE, PRESETS, language)


def test_a_sweep_has_its_numbers_in_picture_formula_and_table():
    app = unfold(open_page(PAGE, world=CLIFF, slip="0.2", step="7", cell="13"), "The numbers as a table")
    plan = iterate(read_world(CLIFF, slip=0.2), discount=0.9)
    assert number(plan.values[7, 13]) in formulas(app)[1]
    np.testing.assert_allclose(sent(app)["values"], plan.values, rtol=1e-3)
    np.testing.assert_array_equal(app.dataframe[0].value["value"], plan.values[7])


def test_a_step_has_its_numbers_in_picture_formula_and_table():
    query = {"view": "learn", "world": LURED, "explore": "0.5", "episodes": "20", "seed": "3", "step": "40"}
    app = unfold(open_page(PAGE, **query), "The numbers as a table")
    learned = learn(read_world(LURED), Learning(exploration=0.5, episodes=20, seed=3))
    step = learned.steps[39]
    assert number(step.before) in formulas(app)[1]
    assert f"= {number(step.after)}" in formulas(app)[1]
    assert len(sent(app)["steps"]) == len(learned.steps) == len(app.dataframe[0].value)


@pytest.mark.parametrize("bad", ["", "S.+/.", "S.?+", "...+", "S..."])
def test_what_is_no_world_gets_a_sentence_and_the_old_one_stays(bad):
    app = open_page(PAGE)
    before = formulas(app)
    app.text_input(key="reinforcement.world.typed").set_value(bad).run()
    assert f"“{bad}”" in app.error[0].value
    assert formulas(app) == before


def test_a_typed_world_is_shown_and_kept_in_the_address():
    app = open_page(PAGE)
    app.text_input(key="reinforcement.world.typed").set_value("S.+/.#-").run()
    assert sent(app)["signs"] == "S.+.#-"
    assert app.query_params["world"] == "S.+/.#-"


@pytest.mark.parametrize("query", [{"world": "S"}, {"discount": "1.5"}, {"step": "-1"}, {"view": "dream"}])
def test_a_bad_link_is_told(query):
    app = open_page(PAGE, **query)
    assert app.warning
    assert sent(app)["signs"] == ROOMS.replace("/", "")
