"""The Losses screen: presets, the address, both views, and what a bad entry does."""

import pytest

from core.concepts.loss_trace import drawn_logits
from core.i18n import LANGUAGES
from tests.pages.app import open_page

PAGE = "pages/concepts/losses/page.py"
PRESETS = 3


def formulas(app):
    assert not app.exception
    return [latex.value for latex in app.latex]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", range(PRESETS))
def test_a_preset_says_its_lesson_and_its_link_reopens_it(language, preset):
    app = open_page(PAGE, language=language)
    app.button(key=f"losses.preset{preset}").click().run()
    lesson, shown = app.caption[0].value, formulas(app)
    again = open_page(PAGE, **{"language": language, **app.query_params})
    assert again.caption[0].value == lesson
    assert formulas(again) == shown
    assert again.query_params == app.query_params


def test_two_classes_show_the_numbers_of_the_logit():
    text = "".join(formulas(open_page(PAGE, z="0")))
    assert r"\ln(1 + e^{0}) - 1 \cdot 0 = 0.6931" in text
    assert r"2 \cdot (-0.5) \cdot 0.5 \cdot 0.5 \\ &= -0.25" in text


def test_three_classes_show_the_full_jacobian():
    text = "".join(formulas(open_page(PAGE, view="three", za="0", zb="0", zc="0")))
    assert r"0.222 & -0.111 & -0.111" in text
    assert r"\ln 0.3333 = 1.099" in text


def test_the_other_view_keeps_its_own_numbers():
    app = open_page(PAGE, z="2.5")
    app.button_group(key="losses.view").set_value("three").run()
    app.text_input(key="losses.za.typed").set_value("1.5").run()
    app.button_group(key="losses.view").set_value("two").run()
    assert app.text_input(key="losses.z.typed").value == "2.5"
    assert app.query_params == {"z": "2.5", "za": "1.5"}


@pytest.mark.parametrize("bad", ["nan", "-inf", "1e9", "", "one"])
def test_a_bad_logit_gets_a_sentence_and_the_picture_stays(bad):
    app = open_page(PAGE, view="three", zb="2")
    before = formulas(app)
    app.text_input(key="losses.zb.typed").set_value(bad).run()
    assert f"“{bad}”" in app.error[0].value
    assert formulas(app) == before


def test_the_right_answer_turns_the_gradient_around():
    assert "&= 0.5 - 1 = -0.5" in "".join(formulas(open_page(PAGE, z="0", y="1")))
    assert "&= 0.5 - 0 = 0.5" in "".join(formulas(open_page(PAGE, z="0", y="0")))


@pytest.mark.parametrize(("view", "outputs"), [("two", 1), ("three", 3)])
def test_a_seed_draws_a_prediction_that_its_link_reopens(view, outputs):
    app = open_page(PAGE, view=view)
    before = formulas(app)
    app.number_input(key="losses.seed").set_value(11).run()
    logits, target = drawn_logits(11, outputs)
    assert [float(box.value) for box in app.text_input] == logits.tolist()
    assert app.session_state["losses.y" if outputs == 1 else "losses.right"] == target
    assert formulas(app) != before
    assert formulas(open_page(PAGE, **app.query_params)) == formulas(app)
