"""The screen that corrects the article: every number there, computed; the curve only when it was recorded."""

import json
from base64 import b64decode

import numpy as np
import pytest

from core.concepts import article
from core.content.recorded import article_curve
from core.i18n import LANGUAGES
from pages.shared.concept_screen.article_text import slip_text, why
from tests.pages.app import open_page, unfold

PAGE = "pages/concepts/article/page.py"
PRESETS = 3
RECORDED = {
    "epochs": [1, 2],
    "accuracy": [0.5, 0.9],
    "val_accuracy": [0.5, 0.6],
    "test_accuracy": 0.6,
    "machine": "one small machine",
    "settings": {"epochs": 2, "batch_size": 32},
}


def body(app):
    assert not app.exception
    return "".join(block.proto.body for block in app.get("html"))


def numbers(packed):
    """An array as Plotly sends it."""
    return np.frombuffer(b64decode(packed["bdata"]), packed["dtype"]).tolist()


def picture(app):
    return json.loads(app.get("bidi_component")[0].proto.json)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", range(PRESETS))
def test_a_preset_says_its_lesson_and_its_link_reopens_it(language, preset):
    app = open_page(PAGE, language=language)
    app.button(key=f"article.preset{preset}").click().run()
    lesson, before = app.caption[0].value, body(app)
    again = open_page(PAGE, **{**app.query_params, "language": language})
    assert (again.caption[0].value, body(again)) == (lesson, before)


def test_every_printed_number_stands_beside_the_right_one():
    text = body(open_page(PAGE))
    for printed in ("0.7", "1.4", "1.96", "0.35", "0.065", "0.13", "0.295", "0.33", "0.335", "0.565"):
        assert f"<td class='printed'>{printed}</td>" in text
    for right in ("0.8", "1.23", "1.32", "1.7424", "2.64", "1.056, 1.32", "0.37888", "0.5736"):
        assert f"{right}</td>" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slip_is_told(language):
    text = body(open_page(PAGE, language=language))
    for part in (
        "94.5%",
        "98.5%",
        "64.85%",
        "1,700",
        "0.9446",
        "60,965,224",
        "63",
        "Krizhevsky",
        "softmax",
        "shuffle=False",
    ):
        assert part in text


def test_the_right_updates_follow_the_learning_rate():
    assert "0.336</td>" in body(open_page(PAGE, rate="0.1"))


def test_the_lessons_quote_what_is_computed():
    app = open_page(PAGE)
    for part in (article.worked_trace().loss, article.one_update(0.01).right, article.one_update(0.01).printed):
        assert f"{part:.3f}" in app.caption[0].value
    app.button(key="article.preset1").click().run()
    assert f"{article.one_update(0.1).right:.3f}" in app.caption[0].value


def test_the_picture_holds_the_rate_in_hand():
    data = picture(open_page(PAGE, rate="0.0123"))
    assert data["rates"][data["at"]] == 0.0123
    assert data["lines"][0]["losses"][data["at"]] == pytest.approx(article.one_update(0.0123).right)


def test_the_formula_carries_the_numbers():
    text = "".join(latex.value for latex in open_page(PAGE, rate="0.1").latex)
    assert r"0.6 - 0.1 \cdot 2.64 = 0.336" in text


def test_the_seed_draws_other_luck():
    one, other = (body(open_page(PAGE, seed=seed)) for seed in ("1", "2"))
    assert one != other


def test_the_parameters_add_up():
    markdown = "".join(block.value for block in open_page(PAGE).markdown)
    for number in ("896", "18,496", "23,888,000", "129", "23,907,521"):
        assert number in markdown


@pytest.mark.parametrize("bad", ["nan", "inf", "1e9", "0", "", "abc"])
def test_a_bad_learning_rate_gets_a_sentence_and_the_picture_stays(bad):
    app = open_page(PAGE, rate="0.5")
    before = picture(app)
    app.text_input(key="article.rate.typed").set_value(bad).run()
    assert f"“{bad}”" in app.error[0].value
    assert picture(app) == before


def test_without_a_recorded_curve_there_is_no_section_for_it(monkeypatch, tmp_path):
    monkeypatch.setattr(article_curve, "CURVE_FILE", tmp_path / "none.json")
    app = open_page(PAGE)
    assert not app.exception
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recorded_curve_is_charted_with_its_numbers_and_where_it_ran(language, monkeypatch, tmp_path):
    file = tmp_path / "curve.json"
    file.write_text(json.dumps(RECORDED))
    monkeypatch.setattr(article_curve, "CURVE_FILE", file)
    app = open_page(PAGE, language=language)
    assert not app.exception
    traces = json.loads(app.get("plotly_chart")[0].proto.spec)["data"]
    assert [numbers(trace["y"]) for trace in traces] == [RECORDED["accuracy"], RECORDED["val_accuracy"]]
    assert "one small machine" in app.caption[-1].value
    unfold(app, "The curve as a table")
    assert any(list(frame.value.iloc[:, 0]) == RECORDED["epochs"] for frame in app.dataframe)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reaches_is_one_figure_wherever_it_is_told(language):
    app = open_page(PAGE, language=language)
    recorded = article_curve.article_curve()
    told = f"{recorded.test_accuracy:.2%}"
    assert told in body(app)
    assert told in app.caption[-1].value
    assert f"{recorded.val_accuracy[-1]:.1%}" in app.caption[-1].value
    claim = next(slip.values for slip in article.slips() if slip.key == "claim")
    assert (claim["training"], claim["unseen"]) == (recorded.accuracy[-1], recorded.test_accuracy)
    assert claim["photos"] == recorded.settings["training_photos"]
    assert "66%" not in body(app)


def test_every_reason_and_every_slip_has_its_sentence():
    assert all(why(row) for row in article.worked_example())
    assert all(slip_text(slip).why for slip in article.slips())


@pytest.mark.parametrize(("language", "text"), [("en", "It memorised its training pictures"), ("zh", "死记硬背")])
def test_the_recorded_run_is_told_plainly(language, text):
    app = open_page(PAGE, language=language)
    assert any(text in expander.label for expander in app.expander)
