"""What a state on disk says is held against the worker that has the run."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from core.errors import InputError
from core.jobs import control as jobs_control
from core.jobs import launchers, queue
from core.jobs.launchers import process as processes
from core.jobs.launchers.process import SILENT_SECONDS, Process
from core.jobs.life import START_SECONDS, has_worker
from core.runs import control, folder
from core.runs.life import find_active, read_current_state, read_states
from core.specs.training_spec import TrainingSpec
from tests.queueing import as_worker, line_up, pid_of
from tests.waiting import until


@pytest.fixture
def run():
    return folder.create(TrainingSpec())


@pytest.fixture
def sleeper():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.kill()
    process.communicate()


def worked_on_by(run, pid, state="running", heartbeat=None, **changes):
    processes.write_process(run, Process.of(pid).model_copy(update=changes))
    run.change_state(state=state, heartbeat=heartbeat or time.time())


def dies(process):
    process.kill()
    until(lambda: psutil.Process(process.pid).status() == psutil.STATUS_ZOMBIE)


def test_a_living_worker_is_running(run, sleeper):
    worked_on_by(run, sleeper.pid)
    assert read_current_state(run).state == "running"


def test_a_killed_worker_is_failed_even_while_nobody_has_reaped_it(run, sleeper):
    worked_on_by(run, sleeper.pid)
    dies(sleeper)
    state = read_current_state(run)
    assert state.state == "failed"
    assert "Press Resume" in str(state.reason)


def test_another_process_with_the_same_number_is_not_the_worker(run, sleeper):
    worked_on_by(run, sleeper.pid, started=time.time() - 3600)
    assert read_current_state(run).state == "failed"


def test_a_worker_on_another_host_is_judged_by_its_heartbeat(run):
    worked_on_by(run, os.getpid(), host="elsewhere")
    assert read_current_state(run).state == "running"
    worked_on_by(run, os.getpid(), host="elsewhere", heartbeat=time.time() - SILENT_SECONDS - 1)
    assert read_current_state(run).state == "failed"


def test_a_worker_whose_record_is_gone_is_judged_by_its_heartbeat(run):
    run.change_state(state="running")
    assert read_current_state(run).state == "running"
    assert has_worker(run)
    run.change_state(heartbeat=time.time() - SILENT_SECONDS - 1)
    assert read_current_state(run).state == "failed"


@pytest.mark.parametrize("state", ["queued", "paused", "stopped"])
def test_who_waits_rests_or_has_ended_has_no_worker_without_a_record(run, state):
    run.change_state(state=state)
    assert not has_worker(run)


def test_a_worker_that_never_started_is_failed_after_a_while(run):
    assert read_current_state(run).state == "queued"
    run.change_state(heartbeat=time.time() - START_SECONDS - 1)
    assert read_current_state(run).state == "failed"


def test_a_worker_that_lives_may_take_as_long_as_it_likes_to_start(run, sleeper):
    worked_on_by(run, sleeper.pid, state="queued", heartbeat=time.time() - 20 * START_SECONDS)
    assert read_current_state(run).state == "queued"
    dies(sleeper)
    assert read_current_state(run).state == "failed"


def test_what_was_launched_before_the_last_resume_says_nothing_of_the_worker_to_come(run, sleeper):
    worked_on_by(run, sleeper.pid)
    dies(sleeper)
    line_up()
    with queue.lock() as line:
        jobs_control.enqueue(run, line)
    assert read_current_state(run).state == "queued"


def test_a_worker_that_is_killed_before_its_first_word_is_told_at_once(run):
    launchers.find_for(run).start(run)
    os.kill(pid_of(run), signal.SIGKILL)
    until(lambda: read_current_state(run).state == "failed", within=5)
    assert run.read_state().state == "queued"


def test_a_run_that_has_ended_stays_as_it_is(run, sleeper):
    worked_on_by(run, sleeper.pid, state="finished")
    assert read_current_state(run).state == "finished"


@pytest.mark.parametrize(("request_", "state"), [("run", "running"), ("pause", "pausing"), ("stop", "stopping")])
def test_what_was_asked_of_a_worker_is_told_at_once(run, request_, state):
    as_worker(run)
    run.write_request(request_)
    assert read_current_state(run).state == state


def test_a_paused_run_needs_no_worker(run, sleeper):
    worked_on_by(run, sleeper.pid, state="paused")
    run.write_request("pause")
    dies(sleeper)
    assert read_current_state(run).state == "paused"
    assert not has_worker(run)


def test_a_worker_that_the_system_killed_for_its_memory_is_told_with_the_batch_that_fits(run, sleeper):
    worked_on_by(run, sleeper.pid, memory_kills=-1)
    dies(sleeper)
    reason = str(read_current_state(run).reason)
    assert "probably because the memory was full" in reason
    assert "a batch of 16" in reason


def test_after_the_machine_has_started_anew_its_count_says_nothing(run, sleeper):
    worked_on_by(run, sleeper.pid, memory_kills=-1, started=psutil.boot_time() - 60)
    assert "ended unexpectedly" in str(read_current_state(run).reason)


def test_a_run_at_work_cannot_be_removed(run):
    as_worker(run)
    with pytest.raises(InputError, match="Stop it first"):
        control.remove(run)
    run.change_state(state="stopped")
    control.remove(run)
    assert list(folder.list_runs()) == []
    assert list(run.path.parent.iterdir()) == []


def test_a_damaged_run_stands_in_nobodys_way_and_can_be_removed(run):
    other = folder.create(TrainingSpec())
    (other.path / "state.json").write_text("{")
    assert {found.run_id: state.state for found, state in read_states()}[other.run_id] == "failed"
    assert find_active() == run
    assert queue.find_place(run) == 0
    control.remove(folder.find(other.run_id))
    assert list(folder.list_runs()) == [run]


def test_a_damaged_request_asks_for_nothing_and_is_written_anew(run):
    as_worker(run)
    for damage in ("", "{", "[]", '{"request": "dance"}'):
        (run.path / "control.json").write_text(damage)
        assert read_current_state(run).state == "running"
    control.stop(run)
    assert read_current_state(run).state == "stopping"


def test_a_run_of_an_earlier_version_can_be_resumed(run):
    (run.path / "job.json").unlink()
    run.change_state(state="stopped")
    assert run.read_facts() == folder.create(TrainingSpec()).read_facts()
    control.stop(run)
    assert not control.is_at_work(run)
