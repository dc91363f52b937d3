"""What a worker tells of itself while it lives."""

import pytest

from core.jobs.events import EventWriter
from core.jobs.worker.heartbeat import Heartbeat
from core.runs import folder
from core.specs.training_spec import TrainingSpec


@pytest.fixture
def run():
    """A run of which three events were recorded before its worker said its last word."""
    run = folder.create(TrainingSpec())
    record(run, 3)
    return run


def record(run, count):
    """Be the run's worker for as long as it takes to write so many events."""
    with Heartbeat(run) as life:
        with EventWriter(run.events) as events:
            for number in range(count):
                events.write("log", n=number)
        life.end("stopped")


def cut(run):
    """Leave the first line alone."""
    run.events.write_bytes(run.events.read_bytes().splitlines(keepends=True)[0])


def test_all_that_was_recorded_is_there(run):
    assert run.read_state().recorded == run.events.stat().st_size > 0
    assert not run.has_lost_events()


def test_a_live_file_is_never_too_small(run):
    with Heartbeat(run) as life, EventWriter(run.events) as events:
        for number in range(50):
            events.write("log", n=number)
            life.become("running")
            assert not run.has_lost_events()
            assert run.read_state().recorded == run.events.stat().st_size


@pytest.mark.parametrize("damage", [cut, lambda run: run.events.write_bytes(b""), lambda run: run.events.unlink()])
def test_what_was_lost_stays_lost_however_much_is_recorded_after_it(run, damage):
    damage(run)
    assert run.has_lost_events()
    record(run, 20)
    assert run.has_lost_events()
    record(run, 20)
    assert run.has_lost_events()


def test_what_is_lost_under_a_living_worker_stays_lost(run):
    with Heartbeat(run) as life, EventWriter(run.events) as events:
        cut(run)
        life.become("running")
        for number in range(50):
            events.write("log", n=number)
        life.become("running")
        assert run.has_lost_events()


def test_a_full_disk_loses_nothing(run, monkeypatch):
    before = run.read_state().recorded

    def fail(_path):
        raise OSError("no room")

    monkeypatch.setattr("core.jobs.worker.heartbeat.measure_synced_size", fail)
    with Heartbeat(run) as life:
        life.become("running")
    assert run.read_state().recorded == before
