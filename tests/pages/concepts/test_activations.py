"""The Activations screen: presets, the address, what a bad entry does, and that it shows the trace's numbers."""

import pytest

from core.concepts.activations import ACTIVATIONS
from core.i18n import LANGUAGES
from tests.pages.app import open_page

PAGE = "pages/concepts/activations/page.py"
PRESETS = 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", range(PRESETS))
def test_a_preset_says_its_lesson_and_its_link_reopens_it(language, preset):
    app = open_page(PAGE, language=language)
    app.button(key=f"activations.preset{preset}").click().run()
    assert not app.exception
    lesson, formulas = app.caption[0].value, [latex.value for latex in app.latex]
    again = open_page(PAGE, **{"language": language, **app.query_params})
    assert again.caption[0].value == lesson
    assert [latex.value for latex in again.latex] == formulas
    assert again.query_params == app.query_params


def test_the_formula_carries_the_numbers_of_the_point():
    app = open_page(PAGE, z="-2", f="relu,leaky_relu")
    text = "".join(latex.value for latex in app.latex)
    assert r"\max(0, (-2)) = 0" in text
    assert r"\max(0.2 \cdot (-2), (-2)) = -0.4" in text
    assert r"\left(0.2\right)^{10} = 1.024 \cdot 10^{-7}" in text


def test_every_function_can_be_shown():
    for name in ACTIVATIONS:
        app = open_page(PAGE, f=name, z="0.5")
        assert not app.exception
        assert len(app.latex) == 2


@pytest.mark.parametrize("bad", ["nan", "inf", "1e9", "", "abc"])
def test_a_bad_point_gets_a_sentence_and_the_picture_stays(bad):
    app = open_page(PAGE, z="2")
    before = [latex.value for latex in app.latex]
    app.text_input(key="activations.z.typed").set_value(bad).run()
    assert f"“{bad}”" in app.error[0].value
    assert [latex.value for latex in app.latex] == before
    assert app.query_params["z"] == "2"


def test_no_function_chosen_keeps_the_picture():
    app = open_page(PAGE, f="relu")
    before = [latex.value for latex in app.latex]
    app.button_group(key="activations.f").set_value([]).run()
    assert app.warning
    assert [latex.value for latex in app.latex] == before


def test_the_seed_draws_other_layers():
    one, other = (open_page(PAGE, f="sigmoid", spread="1", seed=seed) for seed in ("1", "2"))
    assert one.latex[1].value != other.latex[1].value
    assert one.latex[1].value == open_page(PAGE, f="sigmoid", spread="1", seed="1").latex[1].value
