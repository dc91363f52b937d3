"""Progress is what the events add up to."""

import pytest

from core.jobs.events import EventWriter
from core.jobs.progress import JobProgress
from core.jobs.worker.heartbeat import Heartbeat
from core.runs import folder
from core.runs.progress import LiveProgress, Progress
from core.specs.training_spec import TrainingSpec


def training(progress, t=10.0):
    progress.extend([{"t": t, "kind": "phase", "phase": "training"}])
    progress.extend([{"t": t, "kind": "setup", "epochs": 4, "steps": 5, "batch_size": 32, "device": "CPU"}])


def batch(progress, t, epoch, step):
    progress.extend([{"t": t, "kind": "batch", "epoch": epoch, "step": step, "loss": 0.5, "accuracy": 0.75}])


def epoch(progress, t, number, *, best):
    values = {"loss": 0.4, "accuracy": 0.8, "val_loss": 0.5, "val_accuracy": 0.7, "images_per_second": 100.0}
    progress.extend([{"t": t, "kind": "epoch", "epoch": number, "best": best, **values}])


def test_batches_stand_between_the_epochs():
    progress = Progress()
    training(progress)
    batch(progress, 11, 1, 1)
    batch(progress, 12, 1, 5)
    epoch(progress, 13, 1, best=True)
    batch(progress, 14, 2, 2)
    assert progress.batches["position"].tolist() == [pytest.approx(0.2), 1.0, pytest.approx(1.4)]
    assert progress.steps_done == 7
    assert progress.steps_total == 20


def test_time_left_is_at_the_pace_so_far():
    progress = Progress()
    training(progress, t=10)
    batch(progress, 12, 1, 2)
    assert progress.compute_seconds_left() == pytest.approx(18.0)  # 2 of 20 steps took 2 s


def test_the_rate_is_of_the_steps_and_then_of_the_last_epoch():
    progress = Progress()
    training(progress, t=10)
    assert progress.compute_images_per_second() is None
    batch(progress, 12, 1, 4)
    assert progress.compute_images_per_second() == pytest.approx(64.0)
    epoch(progress, 13, 1, best=False)
    assert progress.compute_images_per_second() == 100.0


def test_the_best_epoch_is_the_last_that_was_marked():
    progress = Progress()
    training(progress)
    for number, best in ((1, True), (2, True), (3, False)):
        epoch(progress, 20 + number, number, best=best)
    assert progress.best_epoch == 2


def test_everyone_who_follows_a_run_sees_the_same():
    run = folder.create(TrainingSpec())
    live = LiveProgress(run)
    with EventWriter(run.events) as events:
        events.write("phase", phase="decoding")
        events.write("progress", done=3, total=10)
        seen = live.update()
        assert (seen.phase.name, seen.phase.done, seen.phase.total) == ("decoding", 3, 10)
        events.write("progress", done=10, total=10)
    assert live.update().phase.done == 10
    assert live.update().phase.done == 10


def test_what_died_unsaved_is_taken_back_by_the_one_who_resumes():
    progress = Progress()
    training(progress)
    for step in range(1, 6):
        batch(progress, 10 + step, 1, step)
    epoch(progress, 16, 1, best=True)
    for step in range(1, 5):
        batch(progress, 16 + step, 2, step)
    progress.extend([{"t": 30.0, "kind": "phase", "phase": "training"}])
    progress.extend([{"t": 30.0, "kind": "resumed", "epoch": 1, "step": 2}])
    assert progress.batches["position"] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4])
    assert {len(values) for values in progress.batches.values()} == {7}
    assert progress.steps_done == 7
    batch(progress, 31, 2, 3)
    assert progress.compute_seconds_left() is None
    batch(progress, 32, 2, 4)
    assert progress.compute_seconds_left() == pytest.approx(
        11.0
    )  # the new worker took 2 s for 2 steps, and 11 are left
    progress.extend([{"t": 40.0, "kind": "resumed", "epoch": 0, "step": 0}])
    assert (progress.epochs, progress.batches["loss"].tolist(), progress.steps_done) == ([], [], 0)


def test_what_follows_lost_epochs_tells_how_far_the_run_is():
    progress = Progress()
    training(progress)
    for step in range(1, 4):
        batch(progress, 10 + step, 3, step)
    assert (progress.epochs_done, progress.steps_done) == (2, 13)
    progress.extend([{"t": 30.0, "kind": "resumed", "epoch": 2, "step": 1}])
    assert (progress.epochs_done, progress.steps_done) == (2, 11)


def test_of_a_run_whose_events_were_cut_off_no_figure_is_told():
    run = folder.create(TrainingSpec())
    with Heartbeat(run) as life, EventWriter(run.events) as events:
        events.write("phase", phase="decoding")
        events.write("progress", done=4, total=10)
        life.become("running")
    live = LiveProgress(run)
    assert (live.update().lost, live.update().summarize().done) == (False, 4)
    lines = run.events.read_bytes().splitlines(keepends=True)
    run.events.write_bytes(lines[0])
    assert LiveProgress(run).update().summarize() == live.update().summarize() == JobProgress("decoding")
    assert live.update().lost
