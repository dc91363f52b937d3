"""A real worker process: it trains, stops when asked, and its death is noticed."""

import os
import signal

import psutil
import pytest

from core.data import datasets
from core.errors import InputError
from core.evaluation import evaluate
from core.runs import control, folder
from core.runs.events import EventReader
from core.runs.launcher import launch
from core.runs.life import current_state
from core.runs.progress import LiveProgress
from core.runs.state import ACTIVE
from core.training.spec import TrainingSpec
from tests.waiting import until

LOADING = 120  # seconds that Keras may take to load on a busy machine
LONG = TrainingSpec(dataset="tiny", image_size=32, epochs=1000, batch_size=8, precision="float32")


@pytest.fixture(autouse=True)
def tiny():
    """A few small drawings: what counts here is the life of a run, not what it learns."""
    datasets.add("sketches", "tiny", options={"count": 60, "size": 32})


@pytest.fixture
def start():
    started = []

    def start(spec):
        started.append(control.start(spec))
        return started[-1]

    yield start
    for run in started:
        pid = run.state().pid
        if current_state(run).state in ACTIVE and pid:
            os.kill(pid, signal.SIGKILL)


def ended(run):
    return until(lambda: current_state(run).state not in ACTIVE, within=LOADING, what=f"the end of {run.run_id}")


def trained_epochs(run, number):
    live = LiveProgress(run)
    until(lambda: len(live.update().epochs) >= number or current_state(run).state not in ACTIVE, within=LOADING)
    assert current_state(run).state == "running", run.log.read_text()


def test_a_run_from_start_to_end(start):
    run = start(LONG.model_copy(update={"epochs": 2}))
    ended(run)
    assert current_state(run).state == "finished", run.log.read_text()
    result = run.result()
    assert result.epochs == 2
    assert result.precision_policy == "float32"
    assert result.images_per_second > 0
    kept = evaluate.load(run, "tiny", "test")
    assert kept.report().summary == result.metrics
    assert kept.labels.tolist() == [datasets.load("tiny").classes.index(path.split("/")[0]) for path in kept.paths]
    events = EventReader(run.events).read()
    phases = [event["phase"] for event in events if event["kind"] == "phase"]
    expected = ["queued", "preparing", "decoding", "loading", "measuring", "training", "exporting", "evaluating"]
    assert phases == expected
    best = max(
        (event for event in events if event["kind"] == "epoch"), key=lambda e: (e["val_accuracy"], -e["val_loss"])
    )
    assert best["epoch"] == result.best_epoch


def test_stop_keeps_the_best_weights_and_judges_them(start):
    run = start(LONG)
    trained_epochs(run, 2)
    control.stop(run)
    ended(run)
    assert current_state(run).state == "stopped", run.log.read_text()
    assert run.onnx_model.exists()
    assert run.result().metrics is not None
    assert run.result().best_epoch is not None


def test_a_killed_worker_is_noticed_and_the_next_run_gets_its_slot(start):
    run = start(LONG)
    trained_epochs(run, 1)
    waiting = start(LONG.model_copy(update={"epochs": 1}))
    until(lambda: waiting.state().pid)
    assert current_state(waiting).state == "queued"
    os.kill(run.state().pid, signal.SIGKILL)
    until(lambda: current_state(run).state == "failed", within=5, what="the news of the killed worker")
    control.stop(waiting)
    ended(waiting)
    assert current_state(waiting).state == "stopped"


def test_a_dataset_that_vanishes_ends_in_a_sentence(start):
    run = folder.create(LONG.model_copy(update={"dataset": "gone"}))

    launch(run)
    ended(run)
    state = current_state(run)
    assert (state.state, state.by_input) == ("failed", True)
    assert "no dataset called gone" in str(state.reason)


def test_an_unknown_dataset_starts_nothing():
    with pytest.raises(InputError, match="no dataset called nothing"):
        control.start(TrainingSpec(dataset="nothing"))
    assert list(folder.all_runs()) == []


def test_the_worker_is_a_process_of_its_own(start):
    run = start(LONG)
    until(lambda: run.state().pid)
    worker = psutil.Process(run.state().pid)
    assert os.getsid(worker.pid) != os.getsid(os.getpid())
    assert worker.cmdline()[1:] == ["-m", "core", "worker", run.run_id]
    control.stop(run)
    ended(run)
    assert current_state(run).state == "stopped"
