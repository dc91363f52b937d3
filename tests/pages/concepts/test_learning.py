"""The screen How a network learns: presets, the address, the stages' numbers, and what a bad entry does."""

import json

import pytest

from core.concepts.learning import EPOCHS, Training, train
from core.concepts.points import POINT_SETS
from core.i18n import LANGUAGES
from pages.concepts.learning.chart import STAGES
from pages.shared.concept_screen.latex import number
from tests.pages.app import open_page, unfold

PAGE = "pages/concepts/learning/page.py"
PRESETS = 3


def formulas(app):
    assert not app.exception
    return [latex.value for latex in app.latex]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", range(PRESETS))
def test_a_preset_says_its_lesson_and_its_link_reopens_it(language, preset):
    app = open_page(PAGE, language=language)
    app.button(key=f"learning.preset{preset}").click().run()
    lesson, shown = app.caption[0].value, formulas(app)
    again = open_page(PAGE, **{"language": language, **app.query_params})
    assert again.caption[0].value == lesson
    assert formulas(again) == shown
    assert again.query_params == app.query_params


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_its_formula_twice(stage):
    symbols, numbers = formulas(open_page(PAGE, stage=stage, epoch="5"))
    assert symbols != numbers


def test_the_update_shows_the_numbers_of_the_trained_step():
    layer = train(Training()).steps[12].layers[-1]
    before, gradient, after = layer.layer.weights[0, 0], layer.weights_gradient[0, 0], layer.after.weights[0, 0]
    numbers = formulas(open_page(PAGE, stage="update", epoch="12"))[1]
    assert number(before) in numbers
    assert number(gradient) in numbers
    assert f"= {number(after)}" in numbers


def test_another_marked_point_gives_other_numbers():
    one, other = (formulas(open_page(PAGE, stage="loss", point=point)) for point in ("0", "1"))
    assert one[0] == other[0]
    assert one[1] != other[1]


@pytest.mark.parametrize("bad", ["nan", "inf", "1e9", "", "fast"])
def test_a_bad_learning_rate_gets_a_sentence_and_the_picture_stays(bad):
    app = open_page(PAGE, epoch="20")
    before = formulas(app)
    app.text_input(key="learning.rate.typed").set_value(bad).run()
    assert f"“{bad}”" in app.error[0].value
    assert formulas(app) == before


@pytest.mark.parametrize("query", [{"epoch": "9999"}, {"stage": "lunch"}, {"point": "-1"}, {"f": "softmax"}])
def test_a_bad_link_is_told(query):
    app = open_page(PAGE, **query)
    assert app.warning
    assert len(formulas(app)) == 2


@pytest.mark.parametrize("points", POINT_SETS)
def test_other_points_are_chosen_learned_and_kept_in_the_address(points):
    app = open_page(PAGE)
    app.selectbox(key="learning.points").set_value(points).run()
    app.session_state["learning.epoch"] = EPOCHS
    app.run()
    sent = json.loads(app.get("bidi_component")[0].proto.json)
    rate = app.session_state["learning.rate"]
    history = train(Training(points=points, rate=rate))
    assert sent["x"] == history.x.round(4).tolist()
    assert sent["accuracies"][-1] == history.accuracies[-1] > 0.9
    assert app.query_params.get("points", "moons") == points


def test_the_seed_draws_another_training():
    one, other = (formulas(open_page(PAGE, stage="initialise", seed=seed)) for seed in ("1", "2"))
    assert one[1] != other[1]


def test_the_table_holds_every_epoch():
    app = unfold(open_page(PAGE), "Loss and accuracy as a table")
    assert len(app.dataframe[0].value) == EPOCHS + 1
