"""A run that was paused, stopped or killed and resumed ends exactly as one that was left alone, to the last bit."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import numpy as np
import pytest

from core import workspace
from core.data import datasets
from core.data.intake import adding
from core.errors import InputError
from core.evaluation import evaluate
from core.inference.run_model import RunModel
from core.networks.augmentation import Augmentation
from core.runs import control
from core.runs.life import read_current_state
from core.runs.progress import LiveProgress
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.outcomes import outcome, reached
from tests.waiting import until
from tests.workers import is_over

PATIENCE, MINUTE = 240, 60  # seconds
SPEC = TrainingSpec(dataset="tiny", image_size=32, epochs=3, batch_size=8, precision="float32", seed=3)
# Augmentation, dropout, batch normalisation and a best epoch by classes: all the state that a training can have.
RANDOM = SPEC.model_copy(
    update={
        "architecture": "compact",
        "augmentation": Augmentation(flip=True, rotation=10, crop=0.3, mixup=0.3),
        "class_weights": "balanced",
    }
)


@pytest.fixture(autouse=True)
def tiny(workers):
    return adding.add("sketches", "tiny", options={"count": 60, "size": 32})


def finished(run):
    """All that came of the run, when it is over."""
    until(lambda: is_over(run), within=PATIENCE, what=f"the end of {run.run_id}")
    assert read_current_state(run).state == "finished", (read_current_state(run), run.log.read_text())
    return outcome(run)


def assert_same(one, other):
    assert one["epochs"] == other["epochs"]
    assert one["batches"] == other["batches"]
    assert one["result"] == other["result"]
    assert one["arrays"].keys() == other["arrays"].keys()
    for name, array in one["arrays"].items():
        np.testing.assert_array_equal(array, other["arrays"][name], err_msg=name)


def go_on_to(run, **point):
    until(lambda: reached(run, **point), within=PATIENCE, what=f"{point} of {run.run_id}")


@pytest.mark.slow
def test_paused_in_the_middle_of_an_epoch_and_killed_in_the_pause(workers):
    spec = RANDOM.model_copy(update={"epochs": 2})
    expected = finished(train.start(spec))
    run = train.start(spec)
    go_on_to(run, step=2)
    control.pause(run)
    until(lambda: read_current_state(run).state == "paused", within=PATIENCE)
    workers.kill()
    assert read_current_state(run).state == "paused"
    control.resume(run)
    assert_same(expected, finished(run))
    assert len(workers.started) == 3


@pytest.mark.slow
def test_ten_who_press_pause_resume_and_evaluate_at_once_change_nothing(workers):
    spec = RANDOM.model_copy(update={"epochs": 20})
    expected = finished(train.start(spec))
    run = train.start(spec)
    go_on_to(run, step=2)
    control.stop(run)
    until(lambda: is_over(run), within=PATIENCE)
    control.resume(run)  # with a model that can be judged
    over, model = threading.Event(), RunModel(run)

    def press(action):
        while not over.wait(0.02) and not is_over(run):
            with suppress(InputError):  # of a run that is finished
                action()

    actions = [partial(control.pause, run)] * 4 + [partial(control.resume, run)] * 4
    actions += [lambda: evaluate.evaluate(model, datasets.load("tiny"), "test")] * 2
    with ThreadPoolExecutor(10) as pool:
        pressing = [pool.submit(workspace.carry(press), action) for action in actions]
        workers.started[-1].join(MINUTE)
        over.set()
    for one in pressing:
        one.result()
    if not is_over(run):
        control.resume(run)
    assert_same(expected, finished(run))
    assert len(workers.started) == 3


@pytest.mark.slow
def test_paused_stopped_and_killed_while_it_exports(workers):
    expected = finished(train.start(SPEC))
    run = train.start(SPEC)
    go_on_to(run, step=1)
    control.pause(run)
    until(lambda: read_current_state(run).state == "paused", within=PATIENCE)
    control.resume(run)  # the same worker goes on
    go_on_to(run, step=7)
    control.stop(run)
    until(lambda: is_over(run), within=PATIENCE)
    assert read_current_state(run).state == "stopped"
    assert run.read_training_result().metrics
    exports = phases(run).count("exporting")
    control.resume(run)
    until(lambda: phases(run).count("exporting") > exports, within=PATIENCE)
    workers.kill()
    assert read_current_state(run).state == "failed"
    control.resume(run)
    assert_same(expected, finished(run))
    assert len(workers.started) == 4


def phases(run):
    return [phase.name for phase in LiveProgress(run).update().phases]


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("spec", [SPEC, RANDOM], ids=["article", "compact"])
def test_killed_at_twenty_random_moments(spec, workers):
    """Every kill is a little after a point of the run's life that was drawn by lot, early and late ones among them."""
    spec = spec.model_copy(update={"epochs": 8})
    expected = finished(train.start(spec))
    workers.save_every = 0.1
    draw = random.Random(7)
    steps = sorted(draw.sample(range(1, 8 * 6), 15))
    points = [{"phase": phase} for phase in ("queued", "decoding", "loading")]
    points += [{"step": step} for step in steps] + [{"phase": phase} for phase in ("exporting", "evaluating")]
    run = train.start(spec)
    for point in points:
        go_on_to(run, **point)
        workers.started[-1].join(draw.uniform(0, 0.3))
        workers.kill()
        if is_over(run) and read_current_state(run).state != "finished":
            control.resume(run)
    assert_same(expected, finished(run))
