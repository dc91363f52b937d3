"""The screen that compares runs, with two copies of a really trained one, in both languages."""

import json
import shutil

import numpy as np
import pytest
import streamlit as st

from core.evaluation.evaluate import _save, load
from core.evaluation.report.metrics import compute_report
from core.intervals import format_measured
from core.runs import folder
from core.runs.folder import RunFolder
from tests.pages.app import as_read, drawings, open_page, unfold

PAGE = "pages/training/compare/page.py"


@pytest.fixture(autouse=True)
def fresh_readers():
    """One process never sees two homes but here; its readers are kept by the name of the run."""
    st.cache_resource.clear()


@pytest.fixture
def two(trained):
    """The trained run and a copy of it that was asked for with another seed."""
    return trained.run_id, copied(trained, seed=7)


def copied(run, *, seed):
    copy = RunFolder(run.path.with_name(f"{run.run_id}-{seed}"))
    shutil.copytree(run.path, copy.path)
    (copy.path / "spec.json").write_text(copy.read_training_spec().model_copy(update={"seed": seed}).model_dump_json())
    return copy.run_id


def texts(app):
    return " ".join(str(element.value) for element in [*app.markdown, *app.caption, *app.info, *app.warning])


@pytest.mark.parametrize(("language", "text"), [("en", "nothing to compare yet"), ("zh", "还没有可比较的")])
def test_without_runs_it_says_what_is_needed(language, text):
    assert text in texts(open_page(PAGE, language=language))


def test_a_choice_of_one_asks_for_more(two):
    app = open_page(PAGE, runs=two[0])
    assert "Choose two to eight runs" in texts(app)
    assert app.multiselect[0].proto.placeholder == "Choose some"
    app.multiselect(key="compare.runs").set_value(list(two)).run()
    assert app.query_params["runs"] == ",".join(two)
    assert not app.exception


@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_runs_are_compared(two, language):
    app = open_page(PAGE, language=language, runs=",".join(two))
    assert not app.exception
    legend, settings, metrics = (one.value for one in app.dataframe)
    assert legend.iloc[:, 0].tolist() == ["A", "B"]
    assert settings.to_numpy().tolist() == [["0", "7"]]
    tested = folder.find(two[0]).read_training_result().metrics
    assert metrics.iloc[0, 1] == metrics.iloc[1, 1] == format_measured(tested.accuracy, tested.interval)
    assert all(" – " in figure for figure in metrics.iloc[0, 1:5]), "each figure has its interval"
    assert {"en": "within chance", "zh": "偶然"}[language] in texts(app)
    assert "p = 1.00" in texts(app)


def test_the_pictures_that_only_one_of_them_has_right_are_shown(two):
    other = folder.find(two[1])
    found = load(other.evaluation, "digits", "test")
    right = np.flatnonzero(found.probabilities.argmax(axis=1) == found.labels)[:2]
    found.probabilities[right] = np.roll(found.probabilities[right], 1, axis=1)
    _save(found, compute_report(found.classes, found.labels, found.probabilities), other.evaluation / "digits/test.npz")
    app = open_page(PAGE, runs=",".join(two))
    assert not app.exception
    (given,) = [json.loads(one.proto.json) for one in drawings(app) if one.proto.component_name.endswith("gallery")]
    assert {tile["id"] for tile in given["tiles"]} == {found.paths[place] for place in right}
    assert all(tile["caption"].startswith("A ") and " · B " in tile["caption"] for tile in given["tiles"])
    assert "McNemar's exact test" in texts(app)
    table = unfold(app, "These pictures as a table").dataframe[-1].value
    assert table["right"].tolist() == ["A", "A"]


@pytest.mark.parametrize(
    ("language", "title"), [("en", "28 more pairs, none beyond chance"), ("zh", "另外 28 对，差别都没有超出偶然")]
)
def test_of_many_pairs_those_within_chance_are_folded_away(trained, language, title):
    eight = [trained.run_id, *(copied(trained, seed=seed) for seed in range(1, 8))]
    app = open_page(PAGE, language=language, runs=",".join(eight))
    assert not app.exception
    (folded,) = [expander for expander in app.expander if expander.label == title]
    assert len(folded.markdown) == 28


def test_runs_that_are_gone_are_left_out_of_the_choice(two):
    app = open_page(PAGE, runs=",".join([two[0], "gone", two[1]]))
    assert app.multiselect(key="compare.runs").value == list(two)


def test_a_run_judged_on_other_pictures_is_told(two):
    other = folder.find(two[1])
    (other.path / "spec.json").write_text(
        other.read_training_spec().model_copy(update={"dataset": "elsewhere"}).model_dump_json()
    )
    (other.evaluation / "digits").rename(other.evaluation / "elsewhere")
    app = open_page(PAGE, runs=",".join(two))
    assert "different datasets" in app.warning[0].value
    assert "different pictures" in texts(app)


def test_a_run_that_has_lost_events_says_so_where_it_is_compared(two):
    assert "is lost" not in texts(open_page(PAGE, runs=",".join(two)))
    st.cache_resource.clear()
    run = folder.find(two[1])
    run.events.write_bytes(b"".join(run.events.read_bytes().splitlines(keepends=True)[:-1]))
    app = open_page(PAGE, runs=",".join(two))
    assert not app.exception
    (told,) = app.warning
    assert two[1] in as_read(told)
    assert "is lost" in as_read(told)
    assert "is lost" not in texts(open_page(PAGE, runs=two[0]))
