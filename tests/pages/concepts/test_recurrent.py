"""The Recurrent screen: presets, the address, what a bad text does, and that it shows the trace's numbers."""

import pytest

from core.concepts.recurrent.text_training import TextTraining, look_at, train_on_text
from core.i18n import LANGUAGES
from pages.concepts.recurrent.presets import PRESETS
from pages.concepts.recurrent.text_state import COME
from tests.pages.app import open_page
from tests.pages.concepts.presets import list_formulas, walk_presets

PAGE = "pages/concepts/recurrent/page.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_preset_says_its_lesson_and_the_last_ones_link_reopens_it(language):
    walk_presets(PAGE, len(PRESETS), language)


def test_the_formula_carries_the_numbers_of_the_step():
    history = train_on_text(TextTraining(text="abcab", units=4))
    now = look_at(history, 20).reading
    app = open_page(PAGE, text="abcab", units="4", frame="20", step="2", unit="3")
    assert f"h_t &= f({now.z[2, 0, 3]:.4g}) = {now.h[2, 0, 3]:.4g}" in list_formulas(app)
    assert f"{history.lengths[20]:.4g}" in list_formulas(app)


def test_a_text_in_chinese_is_learned_too():
    app = open_page(PAGE, language="zh", text="床前明月光疑是地上霜", cell="lstm", frame="60")
    assert not app.exception
    assert "100.0%" in app.caption[-1].value


def test_a_long_training_answers_with_its_first_stretch_and_goes_on_when_it_is_drawn():
    app = open_page(PAGE, cell="lstm")
    assert "60 of 180" in app.caption[-1].value
    app.session_state[COME] = (TextTraining(cell="lstm"), 22)
    assert "120 of 180" in app.run().caption[-1].value
    app.session_state[COME] = (TextTraining(cell="lstm"), 42)
    assert "100.0%" in app.run().caption[-1].value


@pytest.mark.parametrize(
    ("bad", "said"), [("a", "2 to 32"), ("x" * 33, "33 characters"), ("ab\u0007c", "cannot be shown")]
)
def test_a_bad_text_gets_a_sentence_and_the_picture_stays(bad, said):
    app = open_page(PAGE, text="abcab")
    before = list_formulas(app)
    app.text_input(key="recurrent.text.typed").set_value(bad).run()
    assert said in app.error[0].value
    assert list_formulas(app) == before


def test_numbers_that_grow_too_large_are_told_and_the_place_is_kept_within():
    app = open_page(
        PAGE, text="far over the hills", task="recall", f="linear", gain="2", optimizer="gradient_descent", frame="40"
    )
    assert not app.exception
    assert "too large" in app.warning[0].value
