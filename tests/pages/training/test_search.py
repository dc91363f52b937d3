"""The search screen: what is asked, a search at work and afterwards, in both languages."""

import pytest

from core.data import datasets
from core.data.intake import adding
from core.data.intake.choices import find_choice
from core.errors import InputError
from core.files import write_json
from core.i18n import speaking
from core.jobs import folder as jobs
from core.networks.design.blocks import Conv, Design, GlobalPool, Rescale
from core.search.best import find_trained
from core.search.trial_epochs import suggest_epochs
from core.search.trials import (
    Earlier,
    Importance,
    Optimism,
    SearchState,
    Trial,
    find_best,
    find_state_file,
    read_state,
)
from core.specs.designs.link import encode_design
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import apply_values, suggest_space
from core.specs.training_spec import TrainingSpec
from core.tasks.networks.rate_test import RATE_TEST
from core.tasks.networks.search import SEARCH
from pages.training.search.form import read_table, tabulate_space
from tests.jobs import at_work, end
from tests.pages.app import drawings, open_page

PAGE = "pages/training/search/page.py"
BASE = TrainingSpec(dataset="tiny", architecture="compact", image_size=32, epochs=9)
SPACE = suggest_space(BASE)


@pytest.fixture(autouse=True)
def tiny():
    adding.add("sketches", "tiny", options={"count": 60, "size": 32})


@pytest.fixture
def search():
    """A search with three trials."""
    job = at_work(SEARCH, SearchSpec(base=BASE, space=SPACE), phase="searching", done=3, total=9)
    values = {name: one.choices[0] if one.choices else one.low for name, one in SPACE.root.items()}
    done = {"values": values, "state": "finished"}
    trials = [
        Trial(number=0, run="a", val_accuracy=0.7, curve=(0.7,), parameters=9, seconds=2, **done),
        Trial(number=1, run="b", values=values, state="stopped", val_accuracy=0.5, curve=(0.5,), parameters=9),
        Trial(number=2, run="c", val_accuracy=0.9, curve=(0.9,), parameters=5, seconds=1, **done),
    ]
    importance = {name: Importance(mean=0.1, low=0.0, high=0.2) for name in SPACE.root}
    optimism = Optimism(pictures=100, chosen=0.9, points=0.03)
    state = SearchState(trials=tuple(trials), spent=60, importance=importance, optimism=optimism)
    write_json(find_state_file(job), state)
    return job


@pytest.mark.parametrize(("language", "title"), [("en", "Search"), ("zh", "搜索")])
def test_a_search_shows_its_best_its_doubt_and_its_trials(search, language, title):
    app = open_page(PAGE, language=language, search=search.job_id)
    assert not app.exception
    assert app.title[0].value == title
    assert [one.value for one in app.metric] == ["90.0%", "87.0%", "2"]
    assert len([one for one in drawings(app) if "live_chart" in one.proto.component_name]) == 5
    assert len(app.dataframe[0].value) == 3


def test_afterwards_one_press_trains_the_best(search):
    end(search)
    app = open_page(PAGE, search=search.job_id)
    assert any(button.label.startswith("Train the best, and judge it once") for button in app.button)


def test_pressing_search_puts_one_into_the_queue(monkeypatch):
    monkeypatch.setattr("core.jobs.queue.Line.start_next", lambda _line: None)
    app = open_page(PAGE, dataset="tiny", minutes="7", epochs="4", size="32")
    assert not app.exception
    next(button for button in app.button if button.label == "Search").click().run()
    job = jobs.find("last")
    spec = job.read_spec(SearchSpec)
    assert (spec.minutes, spec.base.epochs, spec.base.dataset) == (7, 4, "tiny")
    assert spec.space == suggest_space(spec.base)


def test_a_trial_has_as_many_epochs_as_suit_the_budget_unless_they_are_given(monkeypatch):
    monkeypatch.setattr("core.jobs.queue.Line.start_next", lambda _line: None)
    app = open_page(PAGE, dataset="tiny", minutes="7", size="32")
    told = " ".join(caption.value for caption in app.caption)
    next(button for button in app.button if button.label == "Search").click().run()
    base = jobs.find("last").read_spec(SearchSpec).base
    assert base.epochs == suggest_epochs(base, find_choice("tiny"), 7)
    assert f"A whole trial of {base.epochs} epochs" in told


def test_a_design_comes_by_its_link_and_is_varied(monkeypatch):
    monkeypatch.setattr("core.jobs.queue.Line.start_next", lambda _line: None)
    design = Design(name="mine", blocks=(Rescale(), Conv(filters=8), GlobalPool()))
    app = open_page(PAGE, dataset="tiny", network="design", design=encode_design(design), size="32")
    next(button for button in app.button if button.label == "Search").click().run()
    spec = jobs.find("last").read_spec(SearchSpec)
    assert spec.base.design == design
    assert "design.width" in spec.space.root


def test_a_pretrained_network_is_fine_tuned_at_its_own_size(monkeypatch):
    monkeypatch.setattr("core.jobs.queue.Line.start_next", lambda _line: None)
    app = open_page(PAGE, dataset="tiny", network="efficientnet_lite2", trainable="all", size="32")
    assert not app.exception
    next(button for button in app.button if button.label == "Search").click().run()
    spec = jobs.find("last").read_spec(SearchSpec)
    assert (spec.base.architecture, spec.base.trainable, spec.base.image_size) == ("efficientnet_lite2", "all", 260)
    assert "design.width" not in spec.space.root


def test_the_best_of_before_stands_beside_the_best_trial(search):
    state = read_state(search)
    earlier = Earlier(run="head", accuracy=0.95, won=0, lost=9)
    write_json(find_state_file(search), state.model_copy(update={"earlier": earlier}))
    app = open_page(PAGE, search=search.job_id)
    assert next(one.value for one in app.metric if one.label == "Best before the search") == "95.0%"
    assert any("keep that run" in one.value for one in app.markdown)


def test_the_table_of_what_varies_is_read_as_it_is_written():
    table = tabulate_space(SPACE)
    assert read_table(table) == SPACE
    table.loc["learning_rate", "varies"] = False
    assert list(read_table(table).root) == [name for name in SPACE.root if name != "learning_rate"]


@pytest.mark.parametrize(
    ("language", "column", "value", "said"),
    [
        ("en", "low", 5.0, "Learning rate: low must be at most high, and above 0 where it goes by factors. Correct"),
        ("en", "high", None, "Learning rate: it needs low and high, or choices."),
        ("zh", "low", -1.0, "学习率：下限不能大于上限"),
    ],
)
def test_a_row_that_cannot_be_is_named(language, column, value, said):
    table = tabulate_space(SPACE)
    table.loc["learning_rate", column] = value
    with pytest.raises(InputError) as refused:
        read_table(table)
    with speaking(language):
        assert said in str(refused.value)


def test_the_best_is_trained_once_even_if_its_run_is_gone(search, monkeypatch):
    monkeypatch.setattr("core.jobs.queue.Line.start_next", lambda _line: None)
    end(search)
    app = open_page(PAGE, search=search.job_id)
    next(button for button in app.button if button.label.startswith("Train the best")).click().run()
    assert not app.error
    best = find_best(read_state(search).trials)
    assert find_trained(search).read_training_spec() == apply_values(BASE, best.values)
    again = open_page(PAGE, search=search.job_id)  # another session
    assert not any(button.label.startswith("Train the best") for button in again.button)


def test_the_next_search_begins_with_what_the_last_one_was_asked_for(search):
    app = open_page(PAGE, search=search.job_id)
    next(button for button in app.button if button.label == "Search again").click().run()
    assert not app.exception
    told = {one.label: one.value for one in app.number_input}
    assert (told["Epochs a trial (0: what suits the budget)"], told["Image size (px)"]) == (9, 32)
    assert app.selectbox[0].value == "tiny"


def test_searching_again_without_its_dataset_takes_another(search):
    adding.add("sketches", "other", options={"count": 60, "size": 32})
    end(search)
    datasets.remove("tiny")
    app = open_page(PAGE, search=search.job_id)
    next(button for button in app.button if button.label == "Search again").click().run()
    assert not app.exception
    assert app.selectbox[0].value != "tiny"


def test_earlier_searches_say_what_came_of_them(search):
    end(search)
    links = [one.proto.label for one in open_page(PAGE, dataset="tiny").get("page_link")]
    assert any("tiny · Small residual network · 90.0%" in label for label in links)


def test_a_job_that_is_no_search_is_told():
    job = at_work(RATE_TEST, BASE)
    app = open_page(PAGE, search=job.job_id)
    assert "not a search" in app.error[0].value
