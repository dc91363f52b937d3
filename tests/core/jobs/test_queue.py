"""Who works next: first come, first served, whatever dies."""

import os
import shutil
import signal
from itertools import pairwise

import psutil
import pytest

from core import workspace
from core.errors import InputError
from core.jobs import control, queue
from core.jobs.folder import JobFolder
from core.jobs.lanes import count_slots
from core.jobs.launchers import NotNow, process
from core.jobs.launchers.local import LocalLauncher
from core.jobs.life import read_current_state
from core.workspace import Workspace
from tests.core.jobs.tiny import FOR_EVER, Count, Counted, ended, in_state, start, tiny
from tests.waiting import until


def states(*jobs):
    return [read_current_state(job).state for job in jobs]


def kill(job):
    os.kill(process.read_process(job).pid, signal.SIGKILL)


def test_the_place_in_the_queue_is_by_arrival():
    first, second, third = (start(FOR_EVER) for _ in range(3))
    in_state(first, "running")
    assert [queue.find_place(job) for job in (first, second, third)] == [0, 0, 1]
    assert states(second, third) == ["queued", "queued"]
    control.cancel(first)
    in_state(second, "running")
    assert queue.find_place(third) == 0
    control.resume(first)
    assert [queue.find_place(job) for job in (third, first)] == [0, 1]


def test_who_waits_has_no_process():
    first, second = start(FOR_EVER), start(FOR_EVER)
    in_state(first, "running")
    assert process.read_process(second) is None
    assert not second.log.exists()


def test_the_next_one_starts_when_the_working_one_is_killed():
    first, second = start(FOR_EVER), start(FOR_EVER)
    in_state(first, "running")
    kill(first)
    in_state(second, "running")
    assert states(first) == ["failed"]


def test_who_started_a_worker_notices_that_it_is_killed_and_starts_the_next_unasked():
    first, second = start(FOR_EVER), start(FOR_EVER)
    in_state(first, "running")
    kill(first)
    until(lambda: second.read_state().state == "running")


@pytest.mark.parametrize("launcher", ["local", "thread"])
def test_the_next_one_starts_though_nobody_looks(launcher):
    first, second = start(Count(steps=20), launcher), start(Count(steps=1), launcher)
    until(lambda: second.read_state().state == "finished")
    assert first.read_state().state == "finished"
    assert first.read_state().ended <= second.read_state().ended


def test_a_job_that_rests_lets_the_next_one_work_and_waits_behind_it():
    first, second = start(FOR_EVER), start(FOR_EVER)
    in_state(first, "running")
    control.pause(first)
    in_state(second, "running")
    assert states(first) == ["paused"]
    control.resume(first)
    in_state(first, "queued")
    worker = process.read_process(first)
    control.cancel(second)
    in_state(first, "running")
    assert process.read_process(first) == worker


@pytest.mark.parametrize(("ask", "state"), [(control.pause, "paused"), (control.cancel, "stopped")])
def test_a_job_in_the_line_leaves_it_at_once(ask, state):
    first, second, third = (start(FOR_EVER) for _ in range(3))
    ask(second)
    assert states(second) == [state]
    assert queue.find_place(third) == 0
    control.cancel(first)
    in_state(third, "running")


def test_light_work_does_not_wait_behind_a_training():
    training, *light = start(FOR_EVER), *(start(FOR_EVER, lane="data") for _ in range(3))
    for job in (training, *light[:2]):
        in_state(job, "running")
    assert states(light[2]) == ["queued"]
    assert queue.find_place(light[2]) == 0


def test_two_slots_take_two(monkeypatch):
    monkeypatch.setenv("GLASSBOX_SLOTS", "2")
    first, second, third = (start(FOR_EVER) for _ in range(3))
    in_state(first, "running")
    in_state(second, "running")
    assert states(third) == ["queued"]


@pytest.mark.parametrize("text", ["0", "-1", "two", "", "1.5"])
def test_a_senseless_number_of_slots(monkeypatch, text):
    monkeypatch.setenv("GLASSBOX_SLOTS", text)
    with pytest.raises(InputError, match="GLASSBOX_SLOTS"):
        count_slots("training")


def test_owners_of_one_site_share_its_slots(tmp_path):
    site = workspace.current().site
    jobs = []
    for owner in ("ann", "bob"):
        with workspace.using(Workspace(tmp_path / owner, site, owner)):
            jobs.append(start(Count(steps=30)))
    assert [job.read_facts().owner for job in jobs] == ["ann", "bob"]
    assert states(jobs[1]) == ["queued"]
    for job in jobs:
        assert ended(job).state == "finished", job.log.read_text()
        assert f'"root":"{job.path.parents[1]}"' in (job.path / "result.json").read_text().replace(" ", "")


def test_a_job_that_was_never_put_in_the_line_is_told_after_a_while():
    job = JobFolder.create(workspace.current().jobs, tiny(), Count(), "tiny")
    assert states(job) == ["queued"]
    job.change_state(heartbeat=0)
    assert "Press Resume" in str(read_current_state(job).reason)
    control.resume(job)
    assert ended(job).state == "finished"


def test_a_job_whose_starter_died_before_its_worker_was_there_is_started_by_whoever_looks():
    with queue.lock() as line:
        job = JobFolder.create(workspace.current().jobs, tiny(), Count(), "tiny")
        line.put(job)
        (ticket,) = line.waiting.iterdir()
        ticket.rename(line.working / ticket.name.partition("-")[2])
    assert ended(job).state == "finished"


def test_a_job_that_cannot_be_started_stands_in_nobodys_way():
    first, broken, gone, odd, last = (start(FOR_EVER) for _ in range(5))
    in_state(first, "running")
    (broken.path / "state.json").write_text("{")
    shutil.rmtree(gone.path)
    (odd.path / "job.json").write_text(odd.read_facts().model_copy(update={"launcher": "rocket"}).model_dump_json())
    control.cancel(first)
    in_state(broken, "running")  # its state is made again from its place in the queue
    control.cancel(broken)
    in_state(last, "running")
    assert "no launcher called rocket" in str(odd.read_state().reason)
    assert odd.read_state().state == "failed"


@pytest.mark.slow
def test_thirty_at_once_work_in_the_order_of_their_arrival_one_at_a_time():
    jobs = [start(Count(steps=1)) for _ in range(30)]
    until(lambda: read_current_state(jobs[-1]).state == "finished", within=120)
    counted = [job.read_result(Counted) for job in jobs]
    assert all(before.ended <= after.began for before, after in pairwise(counted))
    assert all(job.read_state().state == "finished" for job in jobs)


def test_nobody_waits_in_a_process(home):
    start(FOR_EVER)
    waiting = [start(FOR_EVER) for _ in range(5)]
    in_state(next(iter(waiting)), "queued")
    workers = [one for one in psutil.process_iter(["cmdline"]) if str(home) in " ".join(one.info["cmdline"] or [])]
    assert len(workers) == 1


def test_a_job_that_cannot_be_started_at_the_moment_keeps_its_place(monkeypatch):
    def refuse(_self, _job):
        raise NotNow

    with monkeypatch.context() as patch:
        patch.setattr(LocalLauncher, "start", refuse)
        first, second = start(Count()), start(Count())
        assert states(first, second) == ["queued", "queued"]
        assert [queue.find_place(job) for job in (first, second)] == [0, 1]
    assert ended(first).state == "finished"
    assert ended(second).state == "finished"
