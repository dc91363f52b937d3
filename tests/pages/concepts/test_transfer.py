"""The Transfer screen: presets, the address, and numbers that are those of the recording and of the head."""

import json

import pytest

from core.content.recorded.three_ways import WAYS, three_ways
from core.i18n import LANGUAGES
from core.specs.training_spec import GENTLY
from tests.pages.app import open_page

PAGE = "pages/concepts/transfer/page.py"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", range(3))
def test_a_preset_says_its_lesson_and_its_link_reopens_it(language, preset):
    app = open_page(PAGE, language=language)
    app.button(key=f"transfer.preset{preset}").click().run()
    assert not app.exception
    lesson, formulas = app.caption[0].value, [latex.value for latex in app.latex]
    again = open_page(PAGE, **{"language": language, **app.query_params})
    assert again.caption[0].value == lesson
    assert [latex.value for latex in again.latex] == formulas


def test_no_tool_bar_covers_a_legend():
    charts = open_page(PAGE).get("plotly_chart")
    assert [json.loads(chart.proto.config)["displayModeBar"] for chart in charts] == [False, False]


def test_the_cards_carry_the_recorded_numbers():
    recorded = three_ways()
    count = recorded.counts()[0]
    app = open_page(PAGE, count=str(count))
    head = recorded.trial("head", count)
    assert app.metric[0].value == f"{head.accuracy:.1%}"
    assert any(f"{head.right} of {head.n}" in caption.value for caption in app.caption)
    assert any(f"{recorded.parameters['head'][0]:,} of" in text.value for text in app.markdown)


def test_the_recording_bears_out_what_the_presets_say():
    recorded = three_ways()
    few, most = recorded.counts()[0], recorded.counts()[-1]
    reached = {(way, count): recorded.trial(way, count).accuracy for way in WAYS for count in (few, most)}
    assert reached["scratch", few] < 0.6
    assert reached["scratch", most] < reached["fine_tune", most] < reached["head", most]
    assert reached["scratch", most] - reached["scratch", few] > reached["head", most] - reached["head", few]
    assert recorded.budget == 120
    assert len(recorded.trial("fine_tune", most).times) < GENTLY["epochs"], "it was stopped before its end"


def test_the_failure_shows_digits_by_features_and_by_pixels():
    app = open_page(PAGE, kind="digits")
    one = three_ways().digits[0]
    assert one.by_features < one.by_pixels
    assert any(f"{one.by_features / one.n:.1%} | {one.by_pixels / one.n:.1%}" in text.value for text in app.markdown)


def test_the_seed_chooses_another_picture():
    one, other = (open_page(PAGE, seed=seed) for seed in ("1", "2"))
    assert one.latex[1].value != other.latex[1].value
