"""The worker that answers questions about pictures: one a workspace, replaced when it dies, gone when idle."""

import json
import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from core import workspace
from core.cancel import Cancelled
from core.cli import main
from core.data.intake.adding import add
from core.errors import InputError
from core.explain.desk.request import ServeRequest
from core.explain.serving import serve
from core.explain.serving.serve import LARGEST_FILE
from core.inference.imported.importing import import_bundle
from core.inference.imported.process_limits import MOST_MEMORY
from core.jobs import control, folder, lanes, queue
from core.jobs.folder import JobFolder
from core.jobs.life import read_current_state
from core.tasks import overview
from core.tasks.models import explain as task
from core.tasks.models.explain import EXPLAIN, ensure_worker, explain_picture
from tests.core.data.pictures import two_classes
from tests.core.inference.imported.test_importing import packed
from tests.hand_made import hand_made_run
from tests.waiting import until


@pytest.fixture
def picture(tmp_path, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    add(two_classes(tmp_path / "pets"), "pets")
    hand_made_run("pets")
    return next((tmp_path / "pets").rglob("*.png"))


def pid_of(job):
    return json.loads((job.path / "launched.json").read_text())["pid"]


def test_one_worker_answers_again_and_again_and_a_dead_one_is_replaced_unnoticed(picture, tmp_path, capsys):
    found = explain_picture("last", picture, "a.png", "integrated_gradients", "dog")
    assert found.values.shape == (32, 32)
    assert found.probabilities.sum() == pytest.approx(1)
    assert found.target == 1
    assert found.completeness.error < 0.2
    assert np.isfinite(found.randomised_similarity)
    (job,) = folder.list_jobs()
    first = pid_of(job)
    assert main(["jobs", "list", "--json"]) == 0
    listed = {one["job"]: one for one in json.loads(capsys.readouterr().out)["jobs"]}
    assert (listed[job.job_id]["on_call"], listed[job.job_id]["progress"]) == (True, None), (
        "it waits, and works at nothing"
    )
    assert overview.list_work() == []
    assert overview.find("last") != job
    of_bytes = explain_picture("last", picture.read_bytes(), "a.png", "occlusion")
    assert of_bytes.target == of_bytes.probabilities.argmax()
    assert (ensure_worker(), pid_of(job)) == (job, first)

    with pytest.raises(InputError, match=r"no class called horse\. Choose one of: cat, dog"):
        explain_picture("last", picture, "a.png", "smoothgrad", "horse")
    with pytest.raises(InputError, match=r"no feature maps.*Choose another method"):
        explain_picture("last", picture, "a.png", "gradcam")
    with pytest.raises(InputError, match=r"b\.png is not a picture"):
        explain_picture("last", b"no picture at all", "b.png", "smoothgrad")
    assert pid_of(job) == first, "a question that cannot be answered does not end the worker"

    os.kill(first, signal.SIGKILL)
    out = tmp_path / "out.png"
    asked = ["explain", "last", str(picture), "--method", "smoothgrad", "--class", "cat", "--out", str(out), "--json"]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"model", "image", "method", "class", "out", "checks"} <= set(told)
    assert (told["method"], told["class"], told["out"]) == ("smoothgrad", "cat", str(out))
    assert set(told["checks"]) == {"randomised_similarity"}
    assert out.read_bytes().startswith(b"\x89PNG")
    (after,) = folder.list_jobs()
    assert pid_of(after) != first

    with workspace.using(workspace.Workspace(tmp_path / "other", workspace.current().site, "somebody")):
        assert not queue.list_of_workspace(), "a worker belongs to one workspace"
    control.cancel(after)
    until(lambda: read_current_state(after).state == "stopped", what="the end of the worker")


def test_an_idle_worker_goes_and_the_next_question_starts_another(picture, capsys):
    idle = ensure_worker(ServeRequest(idle_seconds=0.1))
    until(lambda: read_current_state(idle).state == "finished", what="the end of the idle worker")
    assert main(["jobs", "list"]) == 0
    assert idle.job_id not in capsys.readouterr().out
    task.explain_picture("last", picture, "a.png", "smoothgrad")
    (job,) = folder.list_jobs()
    assert job.read_facts().kind == EXPLAIN.name
    assert job != idle
    control.cancel(job)
    until(lambda: read_current_state(job).state == "stopped", what="the end of the worker")


def test_a_worker_makes_way_for_one_that_waits_once_it_has_had_its_turn(home, monkeypatch):
    """In this process, until it leaves, or has looked for questions often enough to be taken to stay."""
    looks = iter(range(5))

    def stay():
        if next(looks, None) is None:
            raise Cancelled

    context = SimpleNamespace(
        job=JobFolder.create(workspace.current().jobs, EXPLAIN, ServeRequest(), ""), spec=ServeRequest(),
        phases=SimpleNamespace(enter=lambda name: None), cancel=SimpleNamespace(raise_if_cancelled=stay),
    )  # fmt: skip
    monkeypatch.setattr(serve, "TURN_SECONDS", 0.0)
    with pytest.raises(Cancelled):
        serve.work(context)
    looks = iter(range(5))
    monkeypatch.setattr(queue, "is_awaited", lambda lane: lane == lanes.ANSWERS)
    serve.work(context)
    looks = iter(range(5))
    monkeypatch.setattr(serve, "TURN_SECONDS", 60.0)
    with pytest.raises(Cancelled):
        serve.work(context)


@pytest.mark.slow
def test_more_people_than_there_are_places_are_all_answered(picture, tmp_path):
    """None of them leaves in between: each asks, and stays on the page."""
    site = workspace.current().site
    people = [workspace.Workspace(tmp_path / str(n), site, str(n)) for n in range(lanes.ANSWER_SLOTS + 3)]
    for one in people:
        with workspace.using(one):
            add(picture.parents[1], "pets")
            hand_made_run("pets")

    def ask(one):
        with workspace.using(one):
            return explain_picture("last", picture, "a.png", "smoothgrad")

    with ThreadPoolExecutor(len(people)) as threads:
        started = time.monotonic()
        answers = list(threads.map(ask, people))
        assert time.monotonic() - started < ServeRequest().idle_seconds / 2
    assert len(answers) == len(people)
    for one in people:
        with workspace.using(one):
            for job in queue.list_of_workspace():
                control.cancel(job)


def test_an_imported_model_has_a_worker_with_limits_of_its_own(picture, tmp_path):
    imported = import_bundle(packed(tmp_path / "bundle.zip"), "theirs")
    found = explain_picture(imported.id, picture, "a.png", "smoothgrad")
    assert found.values.shape == (32, 32)
    (job,) = folder.list_jobs()
    assert job.read_spec(EXPLAIN.spec).limited
    if sys.platform == "linux":
        limits = Path(f"/proc/{pid_of(job)}/limits").read_text()
        assert str(MOST_MEMORY) in limits
        assert str(LARGEST_FILE) in limits
    explain_picture("last", picture, "a.png", "smoothgrad")
    own = next(one for one in folder.list_jobs() if one != job)
    assert pid_of(own) != pid_of(job), "models of this workspace are asked elsewhere"
    for one in (job, own):
        control.cancel(one)
        until(lambda one=one: read_current_state(one).state == "stopped", what="the end of the worker")


def test_an_imported_model_that_takes_too_long_is_a_sentence(picture, tmp_path):
    imported = import_bundle(packed(tmp_path / "bundle.zip"), "theirs")
    ensure_worker(ServeRequest(limited=True, question_seconds=0.0))
    with pytest.raises(InputError, match="theirs cannot be explained: it takes too long"):
        explain_picture(imported.id, picture, "a.png", "occlusion")
