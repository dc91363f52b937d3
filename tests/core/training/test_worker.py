"""A worker process: it trains, pauses and stops when asked, its death is noticed, and whatever fails is a sentence."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress

import psutil
import pytest

from core.data import datasets
from core.data.intake import adding
from core.errors import InputError
from core.evaluation import evaluate
from core.jobs.events import EventReader
from core.runs import control, folder
from core.runs.life import read_current_state
from core.runs.progress import LiveProgress
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.queueing import pid_of
from tests.waiting import until
from tests.workers import is_over

LOADING = 120  # seconds that Keras may take to load on a busy machine
LONG = TrainingSpec(dataset="tiny", image_size=32, epochs=1000, batch_size=8, precision="float32")


@pytest.fixture(autouse=True)
def tiny():
    """A few small drawings: what counts here is the life of a run, not what it learns."""
    adding.add("sketches", "tiny", options={"count": 60, "size": 32})


@pytest.fixture
def start():
    """Starts runs with real workers; they end with the test."""
    started = []

    def start(spec):
        started.append(train.start(spec))
        return started[-1]

    yield start
    for run in started:
        if not is_over(run) and (pid := pid_of(run)):
            os.kill(pid, signal.SIGKILL)


def ended(run):
    until(lambda: is_over(run), within=LOADING, what=f"the end of {run.run_id}")
    return read_current_state(run)


def trained_epochs(run, number):
    live = LiveProgress(run)
    until(lambda: len(live.update().epochs) >= number or is_over(run), within=LOADING)
    assert read_current_state(run).state == "running", (read_current_state(run), run.log.read_text())


def paused(run):
    control.pause(run)
    until(lambda: read_current_state(run).state == "paused", within=LOADING)


def test_a_run_from_start_to_end(start):
    run = start(LONG.model_copy(update={"epochs": 2}))
    until(lambda: pid_of(run))
    worker = psutil.Process(pid_of(run))
    assert os.getsid(worker.pid) != os.getsid(os.getpid())
    assert worker.cmdline()[1:] == ["-m", "core", "worker", str(run.path)]
    assert ended(run).state == "finished", run.log.read_text()
    result = run.read_training_result()
    assert result.epochs == 2
    assert result.precision_policy == "float32"
    assert result.images_per_second > 0
    kept = evaluate.load(run.evaluation, "tiny", "test")
    assert kept.get_report().summary == result.metrics
    assert kept.labels.tolist() == [datasets.load("tiny").classes.index(path.split("/")[0]) for path in kept.paths]
    events = EventReader(run.events).read()
    phases = [event["phase"] for event in events if event["kind"] == "phase"]
    expected = ["queued", "preparing", "decoding", "loading", "training", "exporting", "evaluating"]
    assert phases == expected
    best = max(
        (event for event in events if event["kind"] == "epoch"), key=lambda e: (e["val_accuracy"], -e["val_loss"])
    )
    assert best["epoch"] == result.best_epoch


@pytest.mark.slow
def test_stop_keeps_the_best_weights_and_judges_them(workers):
    run = train.start(LONG)
    trained_epochs(run, 2)
    control.stop(run)
    assert ended(run).state == "stopped", run.log.read_text()
    assert run.onnx_model.exists()
    assert run.read_training_result().metrics is not None
    assert run.read_training_result().best_epoch is not None
    best = [path.name for path in run.checkpoint.glob("best-*")]
    assert best[-1:] == [run.find_best_weights(run.read_training_result().best_epoch).name]


def test_a_run_that_is_stopped_in_its_first_epoch_keeps_its_model_and_is_not_judged(start):
    run = start(LONG.model_copy(update={"batch_size": 1}))
    live = LiveProgress(run)
    until(lambda: live.update().steps_done or is_over(run), within=LOADING)
    control.stop(run)
    assert ended(run).state == "stopped", run.log.read_text()
    result = run.read_training_result()
    assert run.onnx_model.exists()
    assert (result.epochs, result.metrics, run.evaluation.exists()) == (0, None, False)


@pytest.mark.slow
def test_a_killed_worker_is_noticed_and_the_next_run_gets_its_slot(workers):
    run = train.start(LONG)
    trained_epochs(run, 1)
    waiting = train.start(LONG.model_copy(update={"epochs": 1}))
    assert read_current_state(waiting).state == "queued"
    os.kill(pid_of(run), signal.SIGKILL)
    until(lambda: read_current_state(run).state == "failed", within=5, what="the news of the killed worker")
    assert ended(waiting).state == "finished", waiting.log.read_text()


@pytest.mark.slow
def test_while_one_run_is_paused_the_next_one_works_and_then_it_goes_on(workers):
    run = train.start(LONG)
    trained_epochs(run, 1)
    waiting = train.start(LONG)
    paused(run)
    trained_epochs(waiting, 1)
    control.resume(run)
    until(lambda: read_current_state(run).state == "queued")
    control.stop(waiting)
    epochs = len(LiveProgress(run).update().epochs)
    trained_epochs(run, epochs + 1)
    assert len(workers.started) == 2


@pytest.mark.slow
def test_a_run_that_is_stopped_in_its_pause_without_a_worker_has_its_model(workers):
    run = train.start(LONG)
    trained_epochs(run, 1)
    paused(run)
    epochs = len(LiveProgress(run).update().epochs)
    workers.kill()
    control.stop(run)
    assert ended(run).state == "stopped", run.log.read_text()
    assert run.read_training_result().metrics
    assert run.read_training_result().epochs == epochs


def test_a_run_that_was_paused_before_it_began_is_stopped_without_a_worker(workers):
    run = folder.create(LONG)
    run.write_request("pause")
    workers.start(run)
    until(lambda: read_current_state(run).state == "paused")
    workers.kill()
    control.stop(run)
    assert read_current_state(run).state == "stopped"
    assert len(workers.started) == 1


@pytest.mark.slow
def test_two_who_press_resume_at_once_get_one_worker(workers):
    run = train.start(LONG)
    trained_epochs(run, 1)
    workers.kill()
    control.resume(run)
    workers.open_process(run, {})
    trained_epochs(run, 2)
    until(lambda: not all(worker.is_alive() for worker in workers.started[1:]), within=LOADING)
    assert read_current_state(run).state == "running"
    assert sum(event["kind"] == "resumed" for event in EventReader(run.events).read()) == 1


@pytest.mark.slow
def test_the_end_of_the_machine_is_a_stop(workers):
    run = train.start(LONG)
    trained_epochs(run, 1)
    os.kill(pid_of(run), signal.SIGTERM)
    assert ended(run).state == "stopped"
    assert run.read_training_result()
    assert run.saved.exists()


def test_a_finished_run_has_nothing_to_resume():
    run = folder.create(LONG)
    run.write_state(run.read_state().model_copy(update={"state": "finished"}))
    with pytest.raises(InputError, match="nothing left to resume"):
        control.resume(run)


def test_a_dataset_that_vanishes_before_the_start_ends_in_a_sentence(workers):
    run = folder.create(LONG.model_copy(update={"dataset": "gone"}))
    workers.start(run)
    state = ended(run)
    assert (state.state, state.by_input) == ("failed", True)
    assert "The dataset gone is gone. Add it again" in str(state.reason)


@pytest.mark.slow
def test_a_dataset_that_vanishes_later_is_missed_by_nobody_but_who_resumes(workers):
    run = train.start(LONG)
    trained_epochs(run, 1)
    datasets.remove("tiny")
    control.stop(run)
    assert ended(run).state == "stopped", run.log.read_text()
    assert run.read_training_result().metrics
    control.resume(run)
    assert "The dataset tiny is gone. Add it again" in str(ended(run).reason)
    adding.add("sketches", "tiny", options={"count": 60, "size": 32})
    control.resume(run)
    trained_epochs(run, run.read_training_result().epochs + 1)
    control.stop(run)
    assert ended(run).state == "stopped", run.log.read_text()


@pytest.mark.slow
def test_a_run_does_not_go_on_with_other_pictures_than_it_began_with(workers):
    run = train.start(LONG)
    trained_epochs(run, 1)
    control.stop(run)
    assert ended(run).state == "stopped", run.log.read_text()
    datasets.remove("tiny")
    adding.add("sketches", "tiny", options={"count": 40, "size": 32})
    before = LiveProgress(run).update().steps_done
    control.resume(run)
    assert "not those that this run began with" in str(ended(run).reason)
    assert LiveProgress(run).update().steps_done == before


@pytest.mark.slow
def test_weights_that_grow_beyond_all_bounds_end_in_a_sentence(workers):
    # Each step takes 9.9 times every weight from it, whatever the gradients are.
    growing = {"epochs": 2, "batch_size": 1, "optimizer": "sgd", "learning_rate": 10, "weight_decay": 0.99}
    run = train.start(LONG.model_copy(update=growing))
    state = ended(run)
    assert (state.state, state.by_input) == ("failed", True), run.log.read_text()
    assert "learning rate ten times lower" in str(state.reason)
    assert not run.onnx_model.exists()


def test_an_unknown_dataset_starts_nothing():
    with pytest.raises(InputError, match="no dataset called nothing"):
        train.start(TrainingSpec(dataset="nothing"))
    assert list(folder.list_runs()) == []


@pytest.mark.slow
def test_a_full_memory_names_the_batch_that_would_fit(workers):
    workers.room = 1 << 30
    run = train.start(LONG.model_copy(update={"image_size": 512, "batch_size": 64}))
    state = ended(run)
    assert (state.state, state.by_input) == ("failed", True), run.log.read_text()
    assert "The memory is full" in str(state.reason), run.log.read_text()
    assert "a batch of 32" in str(state.reason)


@pytest.fixture
def small_disk(home):
    """GLASSBOX_HOME on a disk of a few megabytes."""
    home.mkdir(exist_ok=True)
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    shutil.copytree(home, home.with_name("kept"))
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "small", home], check=False).returncode:
        pytest.skip("this system does not let us mount a small disk")
    shutil.copytree(home.with_name("kept"), home, dirs_exist_ok=True)
    yield home
    subprocess.run(["umount", "--lazy", home], check=True)


@pytest.mark.slow
def test_a_full_disk_ends_in_a_sentence_and_with_room_again_the_run_goes_on(small_disk, workers):
    run = train.start(LONG)
    trained_epochs(run, 1)
    filler = small_disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(1 << 16)):
            pass
    state = ended(run)
    assert state.state == "failed", run.log.read_text()
    assert "is full" in str(state.reason)
    filler.unlink()
    epochs = len(LiveProgress(run).update().epochs)
    control.resume(run)
    trained_epochs(run, epochs + 1)
