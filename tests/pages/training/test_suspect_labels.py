"""Suspect labels on the datasets screen: look, decide, take back, and see the effect as an interval."""

import pytest

from core.data import datasets
from tests.core.curation.test_label_check import mixed  # noqa: F401 - a fixture
from tests.pages.app import open_page

PAGE = "pages/training/datasets/page.py"
PLANTED = "square/12.png"


def looked(language="en"):
    app = open_page(PAGE, language=language, dataset="mixed")
    app.checkbox(key="suspects.test").check()
    app.button(key="suspects.look").click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("language", "says"), [("en", "The others say **animal**"), ("zh", "其余数据认为是 **animal**")]
)
def test_the_planted_mistake_is_shown_first_and_survives_a_reload(mixed, language, says):  # noqa: F811
    for app in (looked(language), open_page(PAGE, language=language, dataset="mixed")):
        assert next(text.value for text in app.markdown if "animal**" in text.value and "square" in text.value).count(
            says
        )
        assert app.button(key=f"suspects.relabel.{PLANTED}")


def test_a_decision_changes_the_counts_and_can_be_taken_back(mixed):  # noqa: F811
    before = datasets.load("mixed").counts
    app = looked()
    app.button(key=f"suspects.relabel.{PLANTED}").click().run()
    assert sum(datasets.load("mixed").counts["square"].values()) == 12
    assert any("now animal" in text.value for text in app.markdown)
    app.button(key=f"suspects.undo.{PLANTED}").click().run()
    assert datasets.load("mixed").counts == before
    app.button(key=f"suspects.leave_out.{PLANTED}").click().run()
    assert [metric.value for metric in app.metric][:1] == ["24"]
    assert "was left out by hand" in app.dataframe[-1].value.iloc[0, 1]


def test_the_effect_is_an_interval(mixed):  # noqa: F811
    app = looked()
    app.button(key=f"suspects.leave_out.{PLANTED}").click().run()
    app.button(key="suspects.measure").click().run()
    assert not app.exception
    before, after, difference = app.metric[-3:]
    assert "–" in before.delta
    assert "–" in after.delta
    low, high = (float(end) for end in difference.delta.split(" … "))
    assert low <= float(difference.value) <= high
