"""A worker on another machine locks nothing, and writes nothing once another one has its job."""

from contextlib import contextmanager

import filelock
import pytest

from core.jobs import control, launchers, queue
from core.jobs.launchers import Superseded
from core.jobs.launchers.ray import SUBMISSION, RayLauncher
from core.jobs.life import read_current_state
from core.jobs.worker import turn as turns
from core.jobs.worker.heartbeat import Heartbeat
from core.jobs.worker.main import run_job
from core.jobs.worker.place import Away, Here, find_place
from core.jobs.worker.requests import Requests
from tests.core.jobs.tiny import FOR_EVER, Count, start


class Cluster(RayLauncher):
    """A cluster on which nothing starts by itself; the test is the worker."""

    def __init__(self):
        super().__init__()
        self.living = set()

    def start(self, job):
        self.living.add(job)

    def find(self, job):
        return self if job in self.living else None

    def is_alive(self):
        return True

    def forget(self, job):
        super().forget(job)
        self.living.discard(job)


@pytest.fixture
def cluster(monkeypatch):
    made = Cluster()
    monkeypatch.setitem(launchers._members, "ray", made)
    monkeypatch.setenv(SUBMISSION, "first")
    return made


@contextmanager
def without_locks():
    """As on a disk that cannot lock: whoever tries is told."""

    def refuse(self, *_args, **_options):
        raise AssertionError(f"{self.lock_file} was locked on another machine")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filelock.FileLock, "acquire", refuse)
        yield


def work_on(job, cluster):
    with without_locks():
        run_job(job, Requests(job), announce=lambda: cluster.announce(job))


def test_whose_workers_are_elsewhere_their_launcher_says(cluster):
    assert isinstance(find_place(start(Count(), "ray")), Away)
    assert isinstance(find_place(start(Count(), "thread")), Here)


def test_a_worker_elsewhere_ends_its_job_without_a_lock_and_the_queue_starts_the_next(cluster):
    first, second = start(Count(), "ray"), start(Count(), "ray")
    assert (queue.is_working(first), queue.is_waiting(second)) == (True, True)
    work_on(first, cluster)
    assert first.read_state().state == "finished"
    assert queue.is_working(first)
    queue.try_start_next()
    assert not queue.is_working(first)
    assert queue.is_working(second)
    assert cluster.living == {second}


def test_whoever_looks_at_a_job_that_has_ended_elsewhere_frees_its_slot(cluster):
    first, second = start(Count(), "ray"), start(Count(), "ray")
    work_on(first, cluster)
    assert read_current_state(first).state == "finished"
    assert queue.is_working(second)


def test_a_pause_elsewhere_frees_the_slot_and_the_worker_asks_for_it_again(cluster):
    job = start(FOR_EVER, "ray")
    place, states = find_place(job), []
    with without_locks():
        place.rest(states.append)
        assert (states, queue.is_working(job), queue.is_waiting(job)) == (["paused"], False, False)
        assert not place.admit()
        assert not place.admit()
    assert len(list((queue.workspace.current().queue / "waiting").iterdir())) == 1
    queue.try_start_next()
    assert place.admit()


def test_a_ticket_that_was_put_as_the_slot_was_given_is_dropped(cluster):
    job = start(FOR_EVER, "ray")
    queue.put_ticket(job)
    assert (queue.is_working(job), queue.is_waiting(job)) == (True, True)
    other = start(Count(), "ray")
    assert not queue.is_waiting(job)
    assert queue.find_place(other) == 0


def test_a_long_pause_ends_the_worker_and_the_job_goes_on_when_it_is_asked_to(cluster, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.0)
    job = start(FOR_EVER, "ray")
    control.pause(job)
    work_on(job, cluster)
    assert job.read_state().state == "paused"
    job.write_request("run")  # it came just when the worker left
    cluster.living.clear()
    read_current_state(job)
    assert queue.is_working(job)
    assert job.read_state().state == "queued"


def test_a_running_job_that_lost_its_ticket_and_its_worker_is_started_again(cluster):
    job = start(FOR_EVER, "ray")
    job.change_state(state="running")
    queue.drop_slot(job)
    cluster.living.clear()
    assert read_current_state(job).restarted == 1
    assert queue.is_working(job)


def test_a_worker_whose_job_has_another_one_writes_nothing_more(cluster, monkeypatch):
    job = start(FOR_EVER, "ray")
    with Heartbeat(job, lambda: cluster.announce(job)) as life:
        life.become("running")
        (job.path / "submitted.json").write_text('{"name": "second"}')
        before = job.read_state()
        for write in (lambda: life.become("paused"), life.raise_if_superseded, lambda: life.end("finished")):
            with pytest.raises(Superseded):
                write()
        assert job.read_state() == before


def test_the_work_of_a_superseded_worker_ends_at_its_next_step(cluster):
    job = start(FOR_EVER, "ray")
    (job.path / "submitted.json").write_text('{"name": "second"}')
    before = job.read_state()
    work_on(job, cluster)
    assert job.read_state() == before
    assert not job.events.exists() or "end" not in job.events.read_text()
