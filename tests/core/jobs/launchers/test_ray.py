"""Trainings on a Ray cluster of several nodes: at once, in fair order, and over the loss of a node."""

import os
import subprocess
import sys

import psutil
import pytest

from core.data.intake import adding
from core.jobs import control, launchers, queue
from core.jobs.events import EventReader
from core.jobs.lanes import choose_launcher
from core.jobs.launchers import process
from core.jobs.launchers.local import LocalLauncher
from core.jobs.launchers.ray import ADDRESS, RayLauncher
from core.jobs.launchers.worker_process import ROOT
from core.jobs.life import read_current_state as read_job
from core.jobs.state import ACTIVE
from core.runs import folder
from core.runs.life import read_current_state
from core.runs.progress import LiveProgress
from core.search.trials import read_state
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import Dimension, Space
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from core.tasks.networks import search
from tests.core.jobs.launchers.ray_cluster import is_installed, kill_all, running_cluster, running_node
from tests.waiting import ended, until

SPEC = TrainingSpec(dataset="tiny", image_size=32, epochs=12, batch_size=8, precision="float32")
BUSY = 400  # seconds that a training may take on a busy machine

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not is_installed(), reason="Ray is not installed (requirements-ray.txt)"),
]


@pytest.fixture
def tiny(home):
    return adding.add("sketches", "tiny", options={"count": 60, "size": 32})


@pytest.fixture
def cluster(home, monkeypatch):
    """A head that runs nothing itself, and what makes nodes of one processor beside it."""
    with running_cluster(cpus=0) as (address, head, place):
        monkeypatch.setenv(ADDRESS, address)
        monkeypatch.setenv("GLASSBOX_SLOTS", "2")
        launchers.register("ray", RayLauncher())  # those of the program, in place of the tests' small ones
        launchers.register("local", LocalLauncher())
        yield lambda: running_node(address, head, place)


def test_the_trials_of_a_search_run_on_the_cluster(tiny, cluster):
    space = Space({"learning_rate": Dimension(low=1e-4, high=1e-2, log=True)})
    asked = SearchSpec(base=SPEC.model_copy(update={"epochs": 2}), space=space, minutes=60, trials=3, parallel=2)
    with cluster(), cluster():
        job = search.start(asked)
        until(lambda: read_job(job).state not in ACTIVE, within=BUSY, what="the end of the search")
    state = read_job(job)
    assert state.state == "finished", (state.reason, launchers.find_for(job).read_log(job))
    trials = read_state(job).trials
    assert [trial.state for trial in trials] == ["finished"] * 3
    assert {folder.find(trial.run).read_facts().launcher for trial in trials} == {"ray"}


def test_a_worker_that_was_cut_off_and_comes_back_leaves_its_job_to_the_other(tiny, cluster, monkeypatch):
    monkeypatch.setattr(process, "SILENT_SECONDS", 6.0)
    with cluster() as one, cluster() as other:
        run = train.start(SPEC)
        node = until(lambda: find_node(run, [one, other]), within=BUSY, what="the worker")
        until(lambda: count_epochs(run) >= 2, within=BUSY, what="two epochs")
        first = [found for found in node.children(recursive=True) if str(run.path) in found.cmdline()]
        for found in first:
            found.suspend()
        until(lambda: read_current_state(run).restarted == 1, within=BUSY, what="another worker")
        until(lambda: read_current_state(run).state == "running", within=BUSY, what="its work")
        for found in first:
            found.resume()
        psutil.wait_procs(first, timeout=BUSY)
        assert read_current_state(run).state == "running"
        assert ended(run, within=BUSY).state == "finished"
    assert len(LiveProgress(run).update().epochs) == SPEC.epochs


def count_epochs(run):
    return sum(event["kind"] == "epoch" for event in EventReader(run.events).read())


def find_node(run, nodes):
    """On which of the nodes the run's worker is."""
    for node in nodes:
        for found in node.children(recursive=True):
            try:
                if str(run.path) in found.cmdline():
                    return node
            except psutil.NoSuchProcess:
                continue
    return None


def test_trainings_go_to_the_cluster_that_is_named(monkeypatch):
    monkeypatch.setenv(ADDRESS, "http://127.0.0.1:1")
    assert choose_launcher("local", "training") == "ray"
    assert choose_launcher("local", "data") == "local"
    monkeypatch.delenv(ADDRESS)
    assert choose_launcher("local", "training") == "local"


def test_who_does_not_know_the_token_is_told_so(tiny, cluster):
    said = subprocess.run(
        [sys.executable, "-m", "core", "train", "--dataset", "tiny", "--architecture", "article"],
        env=os.environ | {"RAY_AUTH_TOKEN": "another-token-than-the-one-of-the-cluster"},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 2, said.stdout
    assert "does not take this program's token" in said.stderr


def test_two_trainings_at_once_and_a_lost_node_changes_no_number(tiny, cluster):
    with cluster() as one, cluster() as other:
        nodes = [one, other]
        runs = [train.start(SPEC) for _ in range(2)]
        places = until(
            lambda: all(found := [find_node(run, nodes) for run in runs]) and found, within=BUSY, what="both workers"
        )
        assert {node.pid for node in places} == {one.pid, other.pid}
        until(lambda: count_epochs(runs[0]) >= 3, within=BUSY, what="three epochs")
        kill_all(places[0])
        with cluster():
            states = [ended(run, within=BUSY) for run in runs]
    assert [state.state for state in states] == ["finished", "finished"]
    assert states[0].restarted == 1
    results = [run.read_training_result() for run in runs]
    assert results[0].metrics == results[1].metrics
    assert results[0].best_val_accuracy == results[1].best_val_accuracy


def test_ten_wait_in_their_order_and_a_cancelled_one_leaves_the_line(tiny, cluster):
    short = SPEC.model_copy(update={"epochs": 1})
    with cluster(), cluster():
        runs = [train.start(short) for _ in range(10)]
        assert [queue.find_place(run) for run in runs[2:]] == list(range(8))
        control.cancel(runs[5])
        assert [queue.find_place(run) for run in runs[6:]] == [3, 4, 5, 6]
        assert read_current_state(runs[5]).state == "stopped"
        for run in runs[6:]:
            control.cancel(run)
        kept = [ended(run, within=BUSY) for run in runs[:5]]
    assert [state.state for state in kept] == ["finished"] * 5
    first, second, third = kept[:2], kept[2:4], kept[4:]  # two at once
    assert max(state.ended for state in first) < min(state.ended for state in second)
    assert max(state.ended for state in second) < third[0].ended
