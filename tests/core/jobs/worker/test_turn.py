"""A worker works when it has a slot and nobody wants a pause; it can be asked for one between any two steps."""

import threading

import pytest

from core.cancel import Cancelled
from core.data.intake import adding
from core.data.pixels.cache import open_decoded
from core.jobs import launchers, queue
from core.jobs.events import EventReader, EventWriter
from core.jobs.phases import Phases
from core.jobs.worker import turn as turns
from core.jobs.worker.heartbeat import Heartbeat
from core.jobs.worker.place import find_place
from core.jobs.worker.requests import Requests
from core.jobs.worker.turn import Suspended, Turn
from core.runs import control, folder
from core.runs.life import read_current_state
from core.specs.training_spec import TrainingSpec
from tests.waiting import until


class Worker:
    """All that a worker has when it begins."""

    def __init__(self):
        self.run = folder.create(TrainingSpec(dataset="tiny"))
        self.requests = Requests(self.run)

    def __enter__(self):
        launchers.find("local").announce(self.run)
        self.life = Heartbeat(self.run).__enter__()
        self.events = EventWriter(self.run.events)
        self.phases = Phases(self.events)
        self.turn = Turn(self.life, self.phases, self.requests, find_place(self.run))
        return self

    def __exit__(self, *error):
        self.events.close()
        self.life.__exit__(*error)
        queue.release(self.run)

    @property
    def state(self):
        return read_current_state(self.run).state

    def rests(self):
        return self.state == "paused"


@pytest.fixture
def worker():
    with Worker() as worker:
        worker.turn.begin()
        yield worker


def beside(function):
    thread = threading.Thread(target=function, daemon=True)
    thread.start()
    return thread


def test_a_pause_lets_the_next_run_work_and_then_goes_on(worker):
    worker.phases.enter("training")
    worker.run.write_request("pause")
    check = beside(worker.turn.raise_if_cancelled)
    until(worker.rests)
    with Worker() as other:
        other.turn.begin()
        assert other.state == "running"
        worker.run.write_request("run")
        until(lambda: worker.state == "queued")
        assert check.is_alive()
    check.join(10)
    assert worker.state == "running"
    phases = [event["phase"] for event in EventReader(worker.run.events).read()]
    assert phases == ["queued", "training", "paused", "queued", "training"]


def test_decoding_waits_between_two_pictures_and_loses_none(worker):
    dataset = adding.add("sketches", "tiny", options={"count": 60, "size": 32})
    done = []

    def progress(number, total):
        done.append(number)
        if number == 5:
            worker.run.write_request("pause")

    def wake():
        until(worker.rests)
        assert done == [1, 2, 3, 4, 5]
        worker.run.write_request("run")

    waking = beside(wake)
    pictures = open_decoded(dataset, 32, progress=progress, cancel=worker.turn)
    waking.join()
    assert done == list(range(1, 61))
    assert len(pictures.images) == 60


def test_what_has_to_be_saved_is_saved_before_the_rest(worker):
    saved = []
    worker.run.write_request("pause")
    with worker.turn.saving(lambda: saved.append(worker.state)):
        check = beside(worker.turn.raise_if_cancelled)
        until(worker.rests)
        assert saved == ["pausing"]
        worker.run.write_request("run")
        check.join(10)
    worker.run.write_request("stop")
    with pytest.raises(Cancelled):
        worker.turn.raise_if_cancelled()
    assert saved == ["pausing"]


def test_a_long_pause_gives_the_memory_back(worker, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.0)
    worker.run.write_request("pause")
    with pytest.raises(Suspended):
        worker.turn.raise_if_cancelled()
    assert (worker.state, control.is_at_work(worker.run)) == ("paused", False)


@pytest.mark.parametrize("has_begun", [False, True])
def test_a_stop_ends_the_wait(has_begun):
    with Worker() as worker:
        if has_begun:
            worker.turn.begin()
        worker.run.write_request("stop")
        worker.turn.begin()
        with pytest.raises(Cancelled):
            worker.turn.raise_if_cancelled()


def test_a_stop_is_heard_in_a_pause(worker):
    worker.run.write_request("pause")
    timer = beside(lambda: until(worker.rests) and worker.run.write_request("stop"))
    with pytest.raises(Cancelled):
        worker.turn.raise_if_cancelled()
    timer.join()


def test_the_end_of_the_machine_stops_who_works_and_leaves_who_rests_paused(worker):
    worker.run.write_request("pause")
    timer = beside(lambda: until(worker.rests) and worker.requests.terminate())
    with pytest.raises(Suspended):
        worker.turn.raise_if_cancelled()
    timer.join()
    with Worker() as other:
        other.turn.begin()
        other.requests.terminate()
        with pytest.raises(Cancelled):
            other.turn.raise_if_cancelled()


def test_a_rest_does_not_count_as_work(worker):
    worker.run.write_request("pause")
    before = worker.turn.read_clock()
    check = beside(worker.turn.raise_if_cancelled)
    until(worker.rests)
    until(lambda: worker.phases.compute_spent().get("paused", 0) > 0.5)
    worker.run.write_request("run")
    check.join(10)
    assert worker.turn.read_clock() - before < worker.phases.compute_spent()["paused"]
    assert worker.phases.sum_seconds() < worker.phases.compute_spent()["paused"] + 0.5


def test_a_stop_is_heard_when_what_was_short_is_done(worker):
    worker.run.write_request("stop")
    with worker.turn.finishing():
        worker.turn.raise_if_cancelled()
    with pytest.raises(Cancelled):
        worker.turn.raise_if_cancelled()
