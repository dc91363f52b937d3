"""What a state on disk says is held against the process that it names."""

import os
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest

from core.errors import InputError
from core.runs import control, folder, launcher
from core.runs.life import SILENT_SECONDS, START_SECONDS, active, current_state, has_worker, standing, this_process
from core.runs.slots import place_in_queue
from core.runs.state import Launched
from core.specs.training_spec import TrainingSpec
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


def running_as(run, process, **changes):
    named = {"pid": process.pid, "process_started": process.create_time(), "host": socket.gethostname()}
    run.write_state(run.state().model_copy(update={"state": "running", **named, **changes}))


def test_a_living_worker_is_running(run, sleeper):
    running_as(run, psutil.Process(sleeper.pid))
    assert current_state(run).state == "running"


def test_a_killed_worker_is_failed_even_while_nobody_has_reaped_it(run, sleeper):
    running_as(run, psutil.Process(sleeper.pid))
    sleeper.kill()
    until(lambda: psutil.Process(sleeper.pid).status() == psutil.STATUS_ZOMBIE)
    state = current_state(run)
    assert state.state == "failed"
    assert "Press Resume" in str(state.reason)


def test_another_process_with_the_same_number_is_not_the_worker(run, sleeper):
    process = psutil.Process(sleeper.pid)
    running_as(run, process, process_started=process.create_time() - 3600)
    assert current_state(run).state == "failed"


def test_a_worker_on_another_host_is_judged_by_its_heartbeat(run):
    me = psutil.Process()
    running_as(run, me, host="elsewhere", heartbeat=time.time())
    assert current_state(run).state == "running"
    running_as(run, me, host="elsewhere", heartbeat=time.time() - SILENT_SECONDS - 1)
    assert current_state(run).state == "failed"


def test_a_worker_that_never_started_is_failed_after_a_while(run):
    assert current_state(run).state == "queued"
    run.write_state(run.state().model_copy(update={"heartbeat": time.time() - START_SECONDS - 1}))
    assert current_state(run).state == "failed"


def launched_as(run, process, at):
    begun = psutil.Process(process.pid).create_time()
    run.write_launched(Launched(pid=process.pid, process_started=begun, host=socket.gethostname(), at=at))


def test_a_worker_that_lives_may_take_as_long_as_it_likes_to_start(run, sleeper):
    long_ago = time.time() - 20 * START_SECONDS
    run.write_state(run.state().model_copy(update={"heartbeat": long_ago}))
    launched_as(run, sleeper, long_ago + 1)
    assert current_state(run).state == "queued"
    sleeper.kill()
    until(lambda: psutil.Process(sleeper.pid).status() == psutil.STATUS_ZOMBIE)
    assert current_state(run).state == "failed"


def test_what_was_launched_before_the_last_resume_says_nothing_of_the_worker_to_come(run, sleeper):
    launched_as(run, sleeper, run.state().heartbeat - 1)
    sleeper.kill()
    until(lambda: psutil.Process(sleeper.pid).status() == psutil.STATUS_ZOMBIE)
    assert current_state(run).state == "queued"


def test_a_worker_that_is_killed_before_its_first_word_is_told_at_once(run):
    launcher.launch(run)
    os.kill(run.launched().pid, signal.SIGKILL)
    until(lambda: current_state(run).state == "failed", within=5)
    assert run.state().pid is None


def test_a_run_that_has_ended_stays_as_it_is(run):
    run.write_state(run.state().model_copy(update={"state": "finished", "pid": 1}))
    assert current_state(run).state == "finished"


@pytest.mark.parametrize(("wish", "state"), [("run", "running"), ("pause", "pausing"), ("stop", "stopping")])
def test_what_was_asked_of_a_worker_is_told_at_once(run, wish, state):
    running_as(run, psutil.Process())
    run.write_wish(wish)
    assert current_state(run).state == state


def test_a_paused_run_needs_no_worker(run, sleeper):
    running_as(run, psutil.Process(sleeper.pid), state="paused")
    run.write_wish("pause")
    sleeper.kill()
    until(lambda: psutil.Process(sleeper.pid).status() == psutil.STATUS_ZOMBIE)
    assert current_state(run).state == "paused"
    assert not has_worker(run, run.state())


def test_a_worker_that_the_system_killed_for_its_memory_is_told_with_the_batch_that_fits(run, sleeper):
    process = psutil.Process(sleeper.pid)
    running_as(run, process, process_started=process.create_time() - 3600, memory_kills=-1, heartbeat=time.time())
    reason = str(current_state(run).reason)
    assert "probably because the memory was full" in reason
    assert "a batch of 16" in reason


def test_after_the_machine_has_started_anew_its_count_says_nothing(run, sleeper):
    before_boot = {"memory_kills": -1, "heartbeat": psutil.boot_time() - 60}
    process = psutil.Process(sleeper.pid)
    running_as(run, process, process_started=process.create_time() - 3600, **before_boot)
    assert "ended without a word" in str(current_state(run).reason)


def test_a_run_at_work_cannot_be_removed(run):
    run.write_state(this_process(run.state()))
    with pytest.raises(InputError, match="Stop it first"):
        control.remove(run)
    run.write_state(run.state().model_copy(update={"state": "stopped"}))
    control.remove(run)
    assert list(folder.all_runs()) == []
    assert list(run.path.parent.iterdir()) == []


def test_a_damaged_run_stands_in_nobodys_way_and_can_be_removed(run):
    other = folder.create(TrainingSpec())
    (other.path / "state.json").write_text("{")
    assert [found.run_id for found, _state in standing()] == [run.run_id]
    assert active() == run
    assert place_in_queue(run) == 0
    control.remove(folder.find(other.run_id))
    assert list(folder.all_runs()) == [run]
