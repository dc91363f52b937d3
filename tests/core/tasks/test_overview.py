"""Runs are jobs too: one list, one way to look at them and to end them."""

import json

import pytest

from core.cli import main
from core.jobs import queue
from core.jobs.events import EventWriter
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from core.tasks import overview
from core.tasks.networks.rate_test import RateTest
from tests.queueing import as_worker, line_up


@pytest.fixture
def run():
    return folder.create(TrainingSpec(epochs=2))


def core(capsys, *arguments):
    status = main([*arguments, "--json"])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else None, err


def test_a_training_at_work_tells_how_far_it_is(run, capsys):
    as_worker(run)
    with EventWriter(run.events) as events:
        events.write("phase", phase="training")
        events.write("setup", epochs=2, steps=4, batch_size=32, device="CPU", precision_policy="float32")
        for step in (1, 2, 3):
            events.write("batch", epoch=1, step=step, loss=0.7, accuracy=0.6)
    status, told, err = core(capsys, "jobs", "show", run.run_id)
    assert (status, err) == (0, "")
    assert (told["job"], told["kind"], told["state"], told["owner"]) == (run.run_id, "train", "running", "local")
    assert {"phase": "training", "done": 3, "total": 8}.items() <= told["progress"].items()
    assert told["reason"] is None


def test_jobs_and_runs_are_listed_together_and_cancelled_alike(run, capsys):
    busy = line_up(run)
    test = RateTest.start(TrainingSpec(dataset="nothing"))
    assert test.wait(60).error
    listed = {job["job"]: job for job in core(capsys, "jobs", "list")[1]["jobs"]}
    assert set(listed) == {busy.run_id, run.run_id, test.job.job_id}
    assert listed[test.job.job_id]["kind"] == "rate_test"
    assert "no dataset called nothing" in listed[test.job.job_id]["reason"]
    assert listed[run.run_id]["place"] == 1
    assert overview.list_active() == [busy, run]
    assert core(capsys, "jobs", "cancel", run.run_id)[1]["state"] == "stopped"
    assert not queue.is_waiting(run)
    assert core(capsys, "jobs", "show", "last")[1]["job"] == test.job.job_id


def test_jobs_and_runs_are_removed_alike_but_not_from_under_their_worker(run, capsys):
    busy = line_up(run)
    test = RateTest.start(TrainingSpec(dataset="nothing"))
    assert test.wait(60).error
    assert core(capsys, "jobs", "remove", test.job.job_id)[1] == {"removed": test.job.job_id}
    status, told, err = core(capsys, "jobs", "remove", busy.run_id)
    assert (status, told) == (2, None)
    assert "still running. Stop it first" in err
    assert core(capsys, "jobs", "remove", run.run_id)[0] == 0
    assert not queue.is_waiting(run)
    assert [job["job"] for job in core(capsys, "jobs", "list")[1]["jobs"]] == [busy.run_id]


def test_people_read_a_table(run, capsys):
    line_up(run)
    assert main(["jobs", "list"]) == 0
    assert run.run_id in capsys.readouterr().out
    assert main(["jobs", "show", run.run_id]) == 0
    assert "waiting for its turn" in capsys.readouterr().out


def test_a_damaged_job_does_not_hide_the_others(run, capsys):
    broken = folder.create(TrainingSpec())
    for name in ("job.json", "spec.json"):  # the one alone follows from the other
        (broken.path / name).write_text("{")
    status, told, err = core(capsys, "jobs", "list")
    assert status == 0
    assert {job["job"]: job["kind"] for job in told["jobs"]} == {run.run_id: "train", broken.run_id: None}
    assert [job["job"] for job in told["jobs"] if job["problem"]] == [broken.run_id]
    assert (err.count("\n"), broken.run_id in err) == (1, True)


def test_an_unknown_job_is_one_line(capsys):
    status, told, err = core(capsys, "jobs", "show", "nothing")
    assert (status, told) == (2, None)
    assert "no job called nothing" in err
