"""A real trained run, made once for all tests, however many processes they run in."""

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from core.data.intake import adding
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.waiting import ended

SPEC = TrainingSpec(dataset="digits", architecture="article", image_size=32, epochs=2, precision="float32")
HEAD = TrainingSpec(dataset="drawings", architecture="efficientnet_lite0", image_size=224, view="crop")


@pytest.fixture(scope="session")
def trained_home(tmp_path_factory, worker_id):
    """A GLASSBOX_HOME with the digits and one run that was trained on them; copy it before you change anything."""
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "trained-home"
    with FileLock(f"{home}.lock"), pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLASSBOX_HOME", str(home))
        if not any(folder.list_runs()):
            train_run()
    return home


@pytest.fixture(scope="session")
def transferred_home(tmp_path_factory, worker_id):
    """A GLASSBOX_HOME with a few drawings and a run whose head was trained on them."""
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "transferred-home"
    with FileLock(f"{home}.lock"), pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLASSBOX_HOME", str(home))
        if not any(folder.list_runs()):
            adding.add("sketches", "drawings", options={"count": 40, "size": 64})
            train_run(HEAD)
    return home


@pytest.fixture
def transferred(transferred_home, home):
    """The run whose head alone was trained, in this test's own GLASSBOX_HOME."""
    copy_home(transferred_home, home)
    return next(folder.list_runs())


def train_run(spec=SPEC):
    """Have a worker train it, here in this test's own GLASSBOX_HOME or in that of a fixture."""
    run = train.start(spec)
    assert ended(run).state == "finished", run.log.read_text()


@pytest.fixture
def trained(trained_home, home):
    """The trained run, in this test's own GLASSBOX_HOME; its pictures may be removed but not written to."""
    copy_home(trained_home, home)
    return next(folder.list_runs())


def copy_home(source, target):
    """A copy that shares the many small pictures and nothing else."""
    shutil.copytree(source, target, dirs_exist_ok=True, copy_function=_share_or_copy)


def _share_or_copy(source, target):
    copy = os.link if Path(source).suffix == ".png" else shutil.copy2
    copy(source, target)
