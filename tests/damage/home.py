"""A small home in which everything that the product keeps is there, made once for all tests."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from core import recent, workspace
from core.curation.deciding.decide import decide
from core.curation.labels import label_check, label_effect
from core.curation.map import picture_map
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import adding, drafts
from core.evaluation.evaluate import evaluate
from core.i18n import Message
from core.inference.decision import DecisionRule, save_decision
from core.inference.familiar import neighbours
from core.inference.run_model import RunModel
from core.jobs import launchers, queue
from core.jobs.events import EventWriter
from core.jobs.launchers.local import LocalLauncher
from core.runs import folder
from core.runs.folder import RunFolder
from core.runs.result import Metrics, Result, Seconds
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from core.tasks.datasets import check_dataset
from tests.core.data.pictures import noise
from tests.damage.kinds import BESIDE, DATASET, DRAFT, HEAD, JOB, OTHER, STOPPED, TARGET, WAITING, WORKING
from tests.hand_made import hand_made_run
from tests.jobs import take_slot
from tests.runs import copy_home
from tests.waiting import ended

SPEC = TrainingSpec(dataset=DATASET, architecture="article", image_size=32, epochs=3, batch_size=8, precision="float32")
WRITTEN_IN_PLACE = {".sqlite", ".jsonl", ".json", ".txt"}


class StartsNothing(LocalLauncher):
    """Finds workers as the local launcher does and starts none; a test of rates, which is waited for, fails at once."""

    def start(self, job):
        if job.read_facts().kind == "rate_test":
            job.change_state(state="failed", reason=Message("Nobody works in this test."))


@pytest.fixture(scope="session")
def whole_home(transferred_home, tmp_path_factory, worker_id):
    """A home with everything in it; copy it before you change anything."""
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "whole-home"
    with FileLock(f"{home}.lock"), pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLASSBOX_HOME", str(home))
        if not home.is_dir():
            copy_home(transferred_home, home)
            _fill(home)
    return home


@contextmanager
def open_home(whole, home):
    """A copy of that home as the current one, with a run at work and one that waits behind it; nobody is started."""
    shutil.copytree(whole, home, copy_function=_share_or_copy)
    noise(3, (40, 40)).save(home.parent / "picture.png")
    before = launchers.find("local")
    launchers.register("local", StartsNothing())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLASSBOX_HOME", str(home))
        _put_at_work(home / "runs")
        yield home
    launchers.register("local", before)


def _put_at_work(runs):
    for name in (WORKING, WAITING):
        shutil.copytree(runs / TARGET, runs / name, copy_function=_share_or_copy)
    working, waiting = RunFolder(runs / WORKING), RunFolder(runs / WAITING)
    working.write_request("run")
    take_slot(working)
    with EventWriter(working.events) as events:
        events.write("phase", phase="training")
    waiting.change_state(state="queued", ended=None)
    queue.submit(waiting)


@pytest.fixture
def damaged_home(whole_home, home):
    """This test's own home, of which nothing is damaged yet."""
    with open_home(whole_home, home) as opened:
        yield opened


def _share_or_copy(source, target):
    copy = shutil.copy2 if Path(source).suffix in WRITTEN_IN_PLACE else os.link
    copy(source, target)


def _fill(home):
    _renamed(next(folder.list_runs()), HEAD)
    dataset = _decided()
    run = train.start(SPEC)
    assert ended(run).state == "finished", run.log.read_text()
    target = _renamed(run, TARGET)
    neighbours.find(RunModel(target).training)
    save_decision(RunModel(target), DecisionRule(temperature=1.5, reject_below=0.6))
    shutil.copytree(target.path, target.path.with_name(STOPPED))
    stopped = RunFolder(target.path.with_name(STOPPED))
    stopped.change_state(state="stopped")
    stopped.write_request("stop")
    with EventWriter(stopped.events) as events:
        events.write("end", state="stopped")
    _check(dataset)
    _put_beside()
    _collect()
    recent.remember("dataset", DATASET)
    (home / "precision.json").write_text("{}")


def _renamed(job, name):
    path = job.path.with_name(name)
    job.path.rename(path)
    return type(job)(path)


def _decided():
    """The dataset after two decisions."""
    first, second, *_ = datasets.load(DATASET).list_pictures(split="train")
    decide(DATASET, first.path, Decision(kind="keep"))
    return decide(DATASET, second.path, Decision(kind="leave_out"))


def _check(dataset):
    label_effect.measure(dataset, label_check.check_labels(dataset))
    picture_map.draw(dataset, picture_map.compute_rows(dataset))
    job = check_dataset.start(dataset, "near_duplicates")
    assert ended(job).state == "finished", job.log.read_text()
    _renamed(job, JOB)


def _put_beside():
    """A dataset and a finished run that nothing is wrong with."""
    dataset = adding.add("sketches", OTHER, options={"count": 20, "size": 32, "seed": 7})
    run = _renamed(hand_made_run(OTHER), BESIDE)
    evaluate(RunModel(run), dataset, "test")
    run.write_result(
        Result(
            metrics=Metrics(accuracy=0.75, precision=0.5, recall=0.5, f1=0.5, loss=0.7), best_epoch=1,
            best_val_accuracy=0.5, epochs=1, parameters=4, seconds=Seconds(total=1, decode=0, train=1, evaluate=0),
            images_per_second=10.0, precision_policy="float32", device="cpu",
        )
    )  # fmt: skip
    with EventWriter(run.events) as events:
        events.write("setup", epochs=1, steps=1, batch_size=4, device="cpu", precision_policy="float32")
        events.write(
            "epoch", epoch=1, loss=0.7, accuracy=0.5, val_loss=0.7, val_accuracy=0.5, seconds=1.0,
            images_per_second=10.0, best=True,
        )  # fmt: skip
        events.write("end", state="finished")


def _collect():
    """A collection of pictures that is not a dataset yet."""
    draft = drafts.create(["cup", "spoon"])
    for number in range(6):
        path = workspace.current().root / "picture.png"
        noise(number).save(path)
        draft.add(["cup", "spoon"][number % 2], path.read_bytes(), path.name)
        path.unlink()
    draft.folder.rename(draft.folder.with_name(DRAFT))
