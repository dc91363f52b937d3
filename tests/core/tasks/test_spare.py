"""A spare worker does the next run of a head, and leaves nothing behind when nobody comes."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from core.data.intake import adding
from core.jobs.launchers import spare
from core.jobs.launchers.worker_process import ROOT
from core.runs.kind import choose_kind
from core.runs.life import read_current_state
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.queueing import pid_of
from tests.waiting import ended, until

HEAD = TrainingSpec(dataset="drawings", architecture="efficientnet_lite0", image_size=224)
LOADING = 120  # seconds that Keras may take to load on a busy machine


@pytest.fixture
def drawings():
    adding.add("sketches", "drawings", options={"count": 20, "size": 64})


@pytest.fixture
def ready(monkeypatch):
    """The process of a spare; whatever is left of it at the end is ended."""
    monkeypatch.setattr(spare, "_held", None)
    train.prepare(HEAD)
    process = spare._held.process
    yield process
    if process.poll() is None:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_the_next_run_of_a_head_is_done_by_the_spare(drawings, ready):
    train.prepare(HEAD)
    assert spare._held.process is ready  # one is enough
    run = train.start(HEAD)
    assert spare._held is None
    until(lambda: pid_of(run) == ready.pid)
    until(lambda: read_current_state(run).state == "running")
    assert pid_of(run) in (ready.pid, None)
    assert ended(run).state == "finished", run.log.read_text()
    until(lambda: not psutil.pid_exists(ready.pid), within=20, what="the end of the worker")


@pytest.mark.slow
def test_a_spare_that_dies_is_replaced_by_a_worker(drawings, ready):
    os.kill(ready.pid, signal.SIGSTOP)
    run = train.start(HEAD)
    os.kill(ready.pid, signal.SIGKILL)
    until(lambda: read_current_state(run) and pid_of(run) not in (ready.pid, None))
    assert ended(run).state == "finished", run.log.read_text()


@pytest.mark.slow
def test_a_spare_ends_when_the_process_that_started_it_is_gone():
    code = "from core.jobs.launchers import spare; spare.keep_ready(WARM_UP, {}); print(spare._held.process.pid)"
    code = code.replace("WARM_UP", repr(choose_kind(HEAD).warm_up))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    until(lambda: not psutil.pid_exists(int(done.stdout)), within=LOADING, what="the end of the spare")


def test_other_trainings_need_no_spare(monkeypatch):
    monkeypatch.setattr(spare, "_held", None)
    train.prepare(TrainingSpec())
    train.prepare(HEAD.model_copy(update={"device": "cpu"}))
    train.prepare(HEAD.model_copy(update={"trainable": "top"}))
    assert spare._held is None
