"""What every launcher promises: start, progress, pause, kill, a lost state, a double start, the log."""

from contextlib import suppress

import pytest

from core.errors import InputError
from core.jobs import control, launchers, queue
from core.jobs.events import EventReader
from core.jobs.launchers import process
from core.jobs.life import read_current_state
from core.jobs.progress import ProgressReader
from tests.core.jobs.launchers.helpers import HELPERS
from tests.core.jobs.launchers.ray_cluster import is_installed, running_cluster
from tests.core.jobs.tiny import FOR_EVER, Count, Counted, ended, in_state, start
from tests.waiting import until


@pytest.fixture(scope="module")
def cluster():
    if not is_installed():
        pytest.skip("Ray is not installed (requirements-ray.txt)")
    with running_cluster() as (address, _head, _folder):
        yield address


@pytest.fixture(params=list(launchers.BUILT_IN))
def launcher(request, monkeypatch):
    HELPERS[request.param].make_ready(request, monkeypatch)
    return request.param


@pytest.fixture
def helper(launcher):
    return HELPERS[launcher]


def counts(job):
    return until(lambda: ProgressReader(job).read().done, what="the first step")


def test_a_job_is_done_and_tells_how_far_it_is(launcher):
    job = start(Count(steps=30), launcher)
    assert ended(job).state == "finished", launchers.find_for(job).read_log(job)
    progress = ProgressReader(job).read()
    assert (progress.phase, progress.done, progress.total, progress.share) == ("counting", 30, 30, 1.0)
    result = job.read_result(Counted)
    assert (result.steps, result.root) == (30, job.path.parents[1])
    until(lambda: launchers.find_for(job).find(job) is None)
    assert not job.scratch.exists()


def test_a_job_rests_and_goes_on(launcher):
    job = start(FOR_EVER, launcher)
    counts(job)
    control.pause(job)
    in_state(job, "paused")
    done = ProgressReader(job).read().done
    control.resume(job)
    until(lambda: ProgressReader(job).read().done > done)
    control.cancel(job)
    assert ended(job).state == "stopped"
    assert not job.scratch.exists()
    phases = [event["phase"] for event in EventReader(job.events).read() if event["kind"] == "phase"]
    assert phases == ["queued", "counting", "paused", "queued", "counting"]


def test_the_machine_asks_for_the_end(launcher):
    job = start(FOR_EVER, launcher)
    counts(job)
    launchers.find_for(job).find(job).stop()
    assert ended(job).state == "stopped"


@pytest.fixture
def at_work(launcher, helper):
    """A job that counts where the test may kill its worker."""
    with helper.start_to_kill(launcher) as job:
        yield job


def test_a_lost_worker_is_followed_by_another_where_machines_come_and_go(at_work, helper):
    job = at_work
    if not launchers.find_for(job).remote:
        pytest.skip("whoever asked for the job decides whether it is started again")
    counts(job)
    first = helper.read_worker(job)
    helper.kill(job)
    until(lambda: read_current_state(job).restarted == 1 and named(helper, job) not in (None, first))
    until(lambda: read_current_state(job).state == "running" and launchers.find_worker(job))
    control.cancel(job)
    assert ended(job).state == "stopped"


def test_a_killed_worker_is_told_and_the_job_can_be_done_again(at_work, helper, monkeypatch):
    monkeypatch.setattr(queue, "MOST_RESTARTS", 0)
    job = at_work
    counts(job)
    helper.kill(job)
    state = until(lambda: (found := read_current_state(job)).state == "failed" and found)
    assert "ended unexpectedly" in str(state.reason)
    assert not control.is_at_work(job)
    control.resume(job)
    in_state(job, "running")
    control.cancel(job)
    assert ended(job).state == "stopped"


@pytest.mark.parametrize("damage", ["damage_record", "lose_record"])
def test_a_worker_whose_handle_is_lost_or_damaged_is_known_by_its_heartbeat(launcher, helper, damage):
    job = start(FOR_EVER, launcher)
    counts(job)
    getattr(helper, damage)(job)
    assert read_current_state(job).state == "running"
    assert control.is_at_work(job)
    control.cancel(job)
    assert ended(job).state == "stopped"


@pytest.mark.parametrize("damage", ["damage_record", "lose_record"])
def test_a_worker_whose_handle_is_lost_or_damaged_is_named_again(launcher, helper, damage):
    job = start(FOR_EVER, launcher)
    counts(job)
    worker = until(lambda: named(helper, job))
    getattr(helper, damage)(job)
    assert until(lambda: named(helper, job)) == worker
    control.cancel(job)
    assert ended(job).state == "stopped"


def named(helper, job):
    """The job's worker; None where that is not known."""
    with suppress(InputError):
        return helper.read_worker(job)
    return None


@pytest.mark.parametrize("damage", ["damage_record", pytest.param("lose_record", marks=pytest.mark.slow)])
def test_a_worker_that_is_killed_after_its_handle_was_lost_is_told_in_time(at_work, helper, damage, monkeypatch):
    monkeypatch.setattr(process, "SILENT_SECONDS", 4.0)
    monkeypatch.setattr(queue, "MOST_RESTARTS", 0)
    job = at_work
    counts(job)
    helper.kill(job)
    getattr(helper, damage)(job)
    assert read_current_state(job).state == "running"
    until(lambda: read_current_state(job).state == "failed")
    control.resume(job)
    in_state(job, "running")
    control.cancel(job)
    assert ended(job).state == "stopped"


def test_a_job_that_is_started_twice_has_one_worker(launcher, helper):
    job = start(FOR_EVER, launcher)
    counts(job)
    first = helper.read_worker(job)
    launchers.find_for(job).start(job)
    assert helper.read_worker(job) == first
    assert read_current_state(job).state == "running"
    control.cancel(job)
    ended(job)


@pytest.mark.parametrize(
    ("trouble", "by_input", "sentence"),
    [
        ("input", True, "This cannot be counted."),
        ("memory", True, "The memory is full."),
        ("fault", False, "ZeroDivisionError"),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_a_fault_is_in_the_log(launcher, trouble, by_input, sentence):
    job = start(Count(trouble=trouble), launcher)
    state = ended(job)
    assert (state.state, state.by_input) == ("failed", by_input)
    assert sentence in str(state.reason)
    assert ("Traceback" in launchers.find_for(job).read_log(job)) == (trouble != "input")
    assert not job.scratch.exists()
