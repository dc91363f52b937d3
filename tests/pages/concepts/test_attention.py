"""The Attention screen: presets, the address, bad texts, and that it shows the numbers of the trace."""

import json

import pytest

from core.concepts.attention.characters import load
from core.concepts.attention.completion import Sampling, complete
from core.concepts.attention.gap import fill_gap
from core.concepts.attention.words import Sentence, attend_to_words
from core.i18n import LANGUAGES
from pages.concepts.attention.presets import list_presets
from pages.shared.concept_screen.latex import number
from tests.pages.app import drawings, open_page, unfold
from tests.pages.concepts.presets import walk_presets

PAGE = "pages/concepts/attention/page.py"
PRESETS = len(list_presets())


def formulas(app):
    assert not app.exception
    return [latex.value for latex in app.latex]


def sent(app):
    return json.loads(drawings(app)[0].proto.json)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_preset_has_its_lesson_and_its_link_reopens_it(language):
    walk_presets(PAGE, PRESETS, language)


def test_the_formula_has_the_numbers_of_the_pair_that_is_looked_at():
    app = open_page(PAGE, sentence="cats like dogs", heads="2", head="1", row="2", column="0", seed="5")
    traced = attend_to_words(Sentence("cats like dogs", heads=2, seed=5))
    symbols, numbers = formulas(app)
    assert number(traced.scores[1, 2, 0]) in numbers
    assert number(traced.weights[1, 2, 0]) in numbers
    assert number(traced.mixed[1, 2, 0]) in numbers
    assert sent(app)["weights"] == traced.weights.round(4).tolist()
    assert symbols != numbers


def test_a_forbidden_pair_has_no_weight():
    assert r"-\infty" in formulas(open_page(PAGE, masked="1", row="0", column="2"))[1]


@pytest.mark.parametrize(
    ("name", "view", "bad"),
    [("sentence", "words", "a " * 11), ("sentence", "words", " "), ("prompt", "write", "☃"), ("text", "gap", "")],
)
def test_a_bad_text_gets_a_sentence_and_the_picture_stays(name, view, bad):
    app = open_page(PAGE, view=view)
    before = formulas(app)
    app.text_input(key=f"attention.{name}.typed").set_value(bad).run()
    assert len(app.error) == 1
    assert formulas(app) == before


@pytest.mark.parametrize("query", [{"prompt": "x" * 200, "view": "write"}, {"head": "9"}, {"size": "3"}])
def test_a_bad_link_is_told(query):
    app = open_page(PAGE, **query)
    assert app.warning
    assert formulas(app)


def test_it_writes_what_the_model_says_in_both_languages():
    for prompt in ("The ", "训练"):
        app = open_page(PAGE, view="write", prompt=prompt, temperature="0.5", k="3", seed="7", p="0.9")
        written = complete(load(), prompt, Sampling(0.5, 3, 7, 0.9))
        assert "".join(sent(app)["signs"][1:]) == written.text
        assert len(sent(app)["choices"]) == len(written.choices)


def test_the_gap_shows_the_losses_of_both_ways():
    app = open_page(PAGE, view="gap", text="The loss falls.", gap="5")
    both = fill_gap(load(), "The loss falls.", 5)
    numbers = formulas(app)[1]
    assert number(both.filled.loss) in numbers
    assert number(both.continued.loss) in numbers
    assert [len(way["signs"]) for way in sent(app)["ways"]] == [10, 10]


def test_the_tables_hold_every_number():
    app = unfold(open_page(PAGE, heads="1"), "The numbers as a table", "The vectors of the words as a table")
    assert len(app.dataframe[0].value) == 25
    assert len(app.dataframe[1].value) == 5 * 6
