"""The strip on every page: what is at work, how far, a way to end it, and each end once."""

import pytest
import streamlit as st

from core.i18n import Message
from core.runs import folder
from core.runs.control import stop
from core.runs.life import read_current_state
from core.specs.training_spec import TrainingSpec
from core.tasks import watching
from core.tasks.datasets.add_dataset import ADD_DATASET, AddRequest
from core.tasks.datasets.check_dataset import CHECK_DATASET, CheckRequest
from core.tasks.models.predict import PREDICT, PredictRequest
from tests import jobs
from tests.pages.app import open_page

LEARNING = "pages/concepts/learning/page.py"
DATASETS = "pages/training/datasets/page.py"
TRAIN = "pages/training/train/page.py"


@pytest.fixture(autouse=True)
def looked_at():
    """Somebody has looked before the first job ends."""
    watching.list_unseen()


@pytest.fixture
def adding():
    return jobs.at_work(ADD_DATASET, AddRequest(name="pets", upload="pets.zip"), done=120, total=2000)


def bars(app):
    return [bar.proto.text for bar in app.get("progress")]


def cancel_buttons(app, job):
    return [button.key for button in app.button if job.job_id in str(button.key)]


def said(app):
    return [text.value.replace("\\", "") for text in app.markdown]


@pytest.mark.parametrize(
    ("language", "title", "far", "cancel"),
    [
        ("en", "Adding a dataset: pets", "Reading the pictures: 120 / 2,000", "Cancel"),
        ("zh", "添加数据集：pets", "正在读取图片：120 / 2,000", "取消"),
    ],
)
@pytest.mark.parametrize("page", [LEARNING, "pages/inference/predict/page.py"])
def test_what_is_at_work_is_on_every_page_and_can_be_cancelled_there(adding, page, language, title, far, cancel):
    app = open_page(page, language=language)
    assert not app.exception
    (bar,) = bars(app)
    assert bar.replace("\\", "") == f"**{title}** · {far}"
    button = app.button(key=f"strip.cancel.{adding.job_id}")
    assert button.label == cancel
    button.click().run()
    assert adding.read_request() == "stop"
    assert app.button(key=f"strip.cancel.{adding.job_id}").disabled
    jobs.end(adding, "stopped")
    assert bars(app.run()) == []
    assert "pets" not in " ".join(said(app)), "who cancels knows of the end"


def test_a_training_is_in_it_and_not_on_the_page_that_shows_it():
    run = folder.create(TrainingSpec(dataset="pets", epochs=2))
    jobs.take_slot(run)
    jobs.go_on(run, phase="decoding", done=5, total=10)
    (bar,) = bars(open_page(LEARNING))
    assert bar.replace("\\", "") == "**Training: The article's CNN · pets** · Decoding the pictures: 5 / 10"
    app = open_page(TRAIN, run=run.run_id)
    assert not [button for button in app.button if button.key == f"strip.cancel.{run.run_id}"]
    stop(run)
    assert read_current_state(run).state == "stopping"


def test_what_the_page_itself_shows_is_not_in_it(tmp_path):
    from core.data.intake import adding
    from tests.core.data.pictures import two_classes

    pets = adding.add(two_classes(tmp_path / "photos"), "pets")
    for name in ("measures.npy", "figures.npy", "alike.json"):
        (pets.folder / name).unlink()  # as in a dataset of an earlier version, whose pictures are still to be compared
    check = jobs.at_work(CHECK_DATASET, CheckRequest(dataset="pets", check="near_duplicates"), phase="checking")
    here = open_page(DATASETS, dataset="pets")
    assert [button.key for button in here.button if check.job_id in str(button.key)] == [
        f"section.cancel.{check.job_id}"
    ]
    elsewhere = open_page(LEARNING)
    assert [button.key for button in elsewhere.button if check.job_id in str(button.key)] == [
        f"strip.cancel.{check.job_id}"
    ]


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        ("finished", None, "Adding a dataset: pets** · finished"),
        ("stopped", None, "Adding a dataset: pets** · cancelled"),
        ("failed", Message("{file} is no zip.", {"file": "pets.zip"}), "· failed · pets.zip is no zip."),
    ],
)
def test_an_end_is_told_until_it_was_seen_and_never_again(adding, state, reason, words):
    app = open_page(LEARNING)
    jobs.end(adding, state, reason)
    for told in (app.run(), open_page()):
        assert any(words in text for text in said(told))
        assert bars(told) == []
    links = [link.proto.query_string for link in app.get("page_link")]
    assert ("dataset=pets" in links) == (state == "finished")
    app.button(key=f"strip.seen.{adding.job_id}").click().run()
    for told in (app.run(), open_page()):
        assert not any(words in text for text in said(told))


def test_whoever_opens_what_came_of_it_has_seen_the_end(adding):
    jobs.end(adding)
    open_page(DATASETS, dataset="pets")
    assert watching.list_unseen() == []


def test_of_answers_that_went_with_their_page_no_end_is_told():
    job = jobs.at_work(PREDICT, PredictRequest(model="imagenet", batch="gone"), phase="predicting", done=1, total=2)
    jobs.end(job)
    assert watching.list_unseen() == [job]
    assert not any(button.key == f"strip.seen.{job.job_id}" for button in open_page(LEARNING).button)
    assert watching.list_unseen() == []


@pytest.mark.parametrize("state", ["finished", "stopped", "failed"])
def test_the_end_of_a_trial_is_told_by_its_search_alone(state):
    trial, own = (folder.create(TrainingSpec(trial_of=search)) for search in ("20261130-search", ""))
    for run in (trial, own):
        run.write_state(run.read_state().model_copy(update={"state": state}))
    app = open_page(LEARNING)
    assert [button.key for button in app.button if str(button.key).startswith("strip.seen.")] == [
        f"strip.seen.{own.run_id}"
    ]
    assert watching.list_unseen() == [own]


def test_of_many_ends_the_newest_and_the_failures_are_shown_and_the_others_counted():
    for number in range(5):
        job = jobs.at_work(ADD_DATASET, AddRequest(name=f"set {number}"))
        jobs.end(job, "failed" if number in (1, 2) else "finished", Message("No room.") if number in (1, 2) else None)
    app = open_page(LEARNING)
    shown = [text for text in said(app) if "set " in text]
    assert ["No room." in text for text in shown] == [True, True, False]
    assert "set 4" in shown[2]
    assert "2 more have ended" in [caption.value for caption in app.caption]
    app.button(key="strip.seen.rest").click().run()
    assert len(watching.list_unseen()) == 3


def test_nobody_is_asked_while_nothing_is_at_work(adding, monkeypatch):
    asked, fragment = [], st.fragment

    def noted(*args, **kwargs):
        asked.append(kwargs.get("run_every"))
        return fragment(*args, **kwargs)

    monkeypatch.setattr(st, "fragment", noted)
    open_page(LEARNING)
    assert 1.0 in asked
    jobs.end(adding)
    asked.clear()
    open_page(LEARNING)
    assert set(asked) == {None}


def test_a_damaged_job_is_left_to_the_lists(adding):
    (adding.path / "spec.json").write_text("{")
    app = open_page(LEARNING)
    assert not app.exception
    assert bars(app) == []
