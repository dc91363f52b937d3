"""What people do with a job, many of them at once, and with one whose files are damaged."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.errors import InputError
from core.jobs import control, folder
from core.jobs.kind import Kind
from core.jobs.launchers import process
from core.jobs.life import read_current_state
from core.jobs.progress import ProgressReader
from tests.core.jobs.tiny import FOR_EVER, Count, Counted, ended, in_state, start, tiny
from tests.waiting import until


def counts(job):
    return until(lambda: ProgressReader(job).read().done)


@pytest.mark.parametrize("launcher", ["local", "thread"])
def test_ten_who_press_pause_and_resume_at_once_do_no_harm(launcher):
    job = start(Count(steps=60), launcher)
    counts(job)
    first = process.read_process(job)
    over = threading.Event()

    def press(number):
        while not over.wait(0.01):
            (control.pause if number % 2 else control.resume)(job)
            read_current_state(job)
            assert process.read_process(job) in (first, None)

    with ThreadPoolExecutor(10) as pool:
        pressing = [pool.submit(press, number) for number in range(10)]
        threading.Event().wait(3)
        over.set()
    for one in pressing:
        one.result()
    control.resume(job)
    assert ended(job).state == "finished", job.log.read_text()
    assert job.read_result(Counted).steps == 60


def test_what_cannot_be_paused_says_so():
    kind = Kind(**{**vars(tiny()), "can_pause": False})
    job = control.start(kind, FOR_EVER, "tiny")
    with pytest.raises(InputError, match="cannot be paused"):
        control.pause(job)
    control.cancel(job)
    ended(job)


@pytest.mark.parametrize("how", ["cancelled", "killed", "killed and cancelled"])
def test_nothing_half_done_is_left_behind(how):
    job = start(FOR_EVER)
    counts(job)
    assert job.scratch.exists()
    if how.startswith("killed"):
        os.kill(process.read_process(job).pid, signal.SIGKILL)
    if how.endswith("cancelled"):
        control.cancel(job)
    ended(job)
    assert not job.scratch.exists()
    control.remove(job)
    assert [path.name for path in job.path.parent.iterdir()] == []


def test_a_job_at_work_is_not_removed():
    job = start(FOR_EVER)
    in_state(job, "running")
    with pytest.raises(InputError, match="still running"):
        control.remove(job)
    control.cancel(job)
    ended(job)


def test_old_jobs_make_room_and_those_at_work_stay():
    working = start(FOR_EVER, lane="data")
    in_state(working, "running")
    done = [start(Count(steps=1), "thread", "data") for _ in range(3)]
    for job in done:
        ended(job)
    control.forget_ended(keep=1)
    assert set(folder.list_jobs()) == {working, done[-1]}
    control.cancel(working)
    ended(working)


def test_a_damaged_state_is_put_together_again_by_who_resumes():
    job = start(FOR_EVER)
    counts(job)
    control.pause(job)
    in_state(job, "paused")
    control.cancel(job)
    assert ended(job).state == "stopped"
    (job.path / "state.json").write_text("")
    until(lambda: read_current_state(job).state == "stopped", what="the end of the worker, which tells it once more")
    control.cancel(job)
    assert job.read_state().state == "stopped"
    assert read_current_state(job).state == "stopped"
    (job.path / "state.json").write_text('{"state": "stop')
    control.resume(job)
    in_state(job, "running")
    control.cancel(job)
    ended(job)


def test_a_living_worker_writes_its_damaged_state_anew():
    job = start(FOR_EVER)
    counts(job)
    (job.path / "state.json").write_text("{")
    until(lambda: "running" in (job.path / "state.json").read_text())
    assert read_current_state(job).state == "running"
    control.cancel(job)
    ended(job)


@pytest.mark.parametrize("damage", ["", "{", '{"request": 1}'])
def test_a_damaged_request_stops_nobody(damage):
    job = start(FOR_EVER)
    done = counts(job)
    (job.path / "control.json").write_text(damage)
    until(lambda: ProgressReader(job).read().done > done + 5)
    assert read_current_state(job).state == "running"
    control.cancel(job)
    assert ended(job).state == "stopped"
