"""The training form, a started run, and a run watched through its address."""

import socket

import pytest

from core.data import datasets
from core.models.architecture import parameters, summarize
from core.models.catalogue import describe
from core.runs import control, folder
from core.runs.events import EventWriter
from core.runs.life import current_state, this_process
from core.runs.state import ACTIVE
from core.training.spec import TrainingSpec
from tests.pages.app import open_page
from tests.waiting import until

PAGE = "pages/training/train.py"


@pytest.fixture
def tiny():
    return datasets.add("sketches", "tiny", options={"count": 60, "size": 32})


@pytest.fixture
def recorded():
    """A run as a worker would leave it after two of three epochs."""
    run = folder.create(TrainingSpec(epochs=3))
    with EventWriter(run.events) as events:
        events.write("phase", phase="training")
        events.write("setup", epochs=3, steps=2, batch_size=32, device="CPU (test)", precision_policy="float32")
        for epoch in (1, 2):
            for step in (1, 2):
                events.write("batch", epoch=epoch, step=step, loss=0.7 / epoch, accuracy=0.6)
            values = {"loss": 0.6, "accuracy": 0.7, "val_loss": 0.65, "val_accuracy": 0.66}
            events.write("epoch", epoch=epoch, **values, seconds=1.0, images_per_second=123.0, best=epoch == 1)
    return run


def texts(app):
    return " ".join(str(element.value) for element in [*app.markdown, *app.caption, *app.error, *app.info])


def test_the_form_shows_the_network_before_it_is_trained():
    app = open_page(PAGE)
    total = parameters(summarize(describe("article", 96, 2))).trainable
    assert app.metric[0].value == f"{total:,}"
    app.radio(key="architecture").set_value("compact").run()
    assert app.metric[0].value != f"{total:,}"
    assert not app.exception


def test_the_size_follows_the_pictures(tiny):
    app = open_page(PAGE)
    assert app.number_input(key="image_size_sketches").value == 96
    app.selectbox(key="dataset").set_value("tiny").run()
    assert app.number_input(key="image_size_tiny").value == 32


def test_the_form_is_in_the_address(tiny):
    app = open_page(PAGE, dataset="tiny", epochs="3", architecture="compact")
    assert app.selectbox(key="dataset").value == "tiny"
    assert app.number_input(key="epochs").value == 3
    assert app.radio(key="architecture").value == "compact"


def test_one_press_starts_a_run(tiny):
    app = open_page(PAGE)
    app.selectbox(key="dataset").set_value("tiny").run()
    app.number_input(key="epochs").set_value(1).run()
    next(button for button in app.button if button.label == "Train").click().run()
    (run,) = folder.all_runs()
    assert app.query_params["run"] == run.run_id
    assert run.spec() == TrainingSpec(dataset="tiny", epochs=1, image_size=32)
    control.stop(run)
    until(lambda: current_state(run).state not in ACTIVE, within=120)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_run_at_work_is_shown_from_its_address(recorded, language):
    recorded.write_state(this_process(recorded.state()).model_copy(update={"state": "running"}))
    app = open_page(PAGE, language=language, run=recorded.run_id)
    assert not app.exception
    assert {"en": "at work", "zh": "进行中"}[language] in texts(app)
    stop = next(button for button in app.button if button.label in ("Stop training", "停止训练"))
    stop.click().run()
    assert recorded.wish() == "stop"


def test_a_killed_run_says_so_and_offers_to_start_again(recorded):
    gone = {"pid": 2**22 + 1, "host": socket.gethostname()}
    recorded.write_state(recorded.state().model_copy(update={"state": "running", **gone}))
    app = open_page(PAGE, run=recorded.run_id)
    assert "ended without a word" in app.error[0].value
    next(button for button in app.button if button.label == "Train another").click().run()
    assert app.number_input(key="epochs").value == 3
    assert "run" not in app.query_params


def test_an_address_of_a_run_that_is_not_there():
    app = open_page(PAGE, run="20000101-000000-nothing")
    assert "no run called" in app.error[0].value
    assert not app.exception


@pytest.mark.parametrize(
    ("state", "wish", "labels"),
    [
        ("queued", "run", ["Pause", "Cancel"]),
        ("running", "run", ["Pause", "Stop training"]),
        ("running", "pause", ["Pausing …", "Stop training"]),
        ("running", "stop", ["Stopping …"]),
        ("paused", "pause", ["Resume", "Stop training"]),
        ("stopped", "stop", ["Resume"]),
        ("failed", "run", ["Resume"]),
        ("finished", "run", []),
    ],
)
def test_what_can_be_done_follows_from_the_state(recorded, state, wish, labels):
    recorded.write_state(this_process(recorded.state()).model_copy(update={"state": state}))
    recorded.write_wish(wish)
    app = open_page(PAGE, run=recorded.run_id)
    assert not app.exception
    assert [button.label for button in app.button if recorded.run_id in (button.key or "")] == labels


def test_a_pause_is_told_as_soon_as_it_is_asked_for(recorded):
    recorded.write_state(this_process(recorded.state()).model_copy(update={"state": "running"}))
    app = open_page(PAGE, run=recorded.run_id)
    app.button(key=f"pause_{recorded.run_id}").click().run()
    assert recorded.wish() == "pause"
    assert "pausing" in texts(app)
    assert app.button(key=f"told_{recorded.run_id}").disabled
