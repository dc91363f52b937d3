"""Suspect labels on the datasets screen: look, decide, take back, and see the effect as an interval."""

import pytest

from core.curation.labels import label_check, suspects
from core.curation.labels.suspects import Suspect
from core.data import datasets
from tests.core.curation.labels.test_label_check import mixed  # noqa: F401 - a fixture
from tests.pages.app import open_page

PAGE = "pages/training/datasets/page.py"
PLANTED = "square/12.png"


def looked(language="en"):
    app = open_page(PAGE, language=language, dataset="mixed")
    app.checkbox(key="datasets.suspects_of_test").check()
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
    assert any("was left out by hand" in str(frame.value.to_numpy()) for frame in app.dataframe)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["leave_out", "relabel"])
def test_selected_pictures_are_decided_about_in_one_change_and_undone(kind, mixed, monkeypatch):  # noqa: F811
    suspicious = [Suspect(place, 0, 1, 0.1, 0.9, True) for place in range(8)]
    monkeypatch.setattr(suspects, "rank_suspects", lambda *_: suspicious)
    before, app = datasets.load("mixed"), looked()
    paths = [record.path for record, _ in label_check.load(before).find_suspects()]
    app.checkbox(key=f"suspects.select.{paths[0]}").check().run()
    assert app.button(key="suspects.leave_out").label == "Leave out 1 picture"
    app.button(key="suspects.all").click().run()
    app.checkbox(key=f"suspects.select.{paths[1]}").uncheck().run()
    app.button(key=f"suspects.{kind}").click().run()
    assert not app.exception
    after = datasets.load("mixed")
    assert {path: decision.kind for path, decision in after.decisions.items()} == dict.fromkeys(
        [paths[0], *paths[2:]], kind
    )
    assert after.manifest.revision == before.manifest.revision + 1
    assert app.button(key="suspects.undo").label == "Undo the last change (7 pictures)"
    app.button(key="suspects.undo").click().run()
    assert datasets.load("mixed").records == before.records


@pytest.mark.slow
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
