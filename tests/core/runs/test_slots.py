"""One worker a slot, the oldest first."""

import pytest

from core.errors import InputError
from core.runs import folder
from core.runs.life import this_process
from core.runs.slots import Slot, place_in_queue, slot_count
from core.specs.training_spec import TrainingSpec


@pytest.fixture
def queued():
    slots = []

    def queued(created):
        run = folder.create(TrainingSpec())
        run.write_state(this_process(run.state()).model_copy(update={"created": created}))
        slots.append(Slot(run))
        return run, slots[-1]

    yield queued
    for slot in slots:
        slot.release()


def begin(run, slot):
    assert slot.take()
    run.write_state(run.state().model_copy(update={"state": "running"}))


def test_the_place_in_the_queue_is_by_age(queued):
    third, first, second = (queued(created)[0] for created in (30.0, 10.0, 20.0))
    assert [place_in_queue(run) for run in (first, second, third)] == [0, 1, 2]


@pytest.mark.parametrize("change", [{"state": "running"}, {"state": "paused"}])
def test_a_run_that_does_not_wait_is_not_in_the_queue(queued, change):
    (first, _), (second, _) = queued(10.0), queued(20.0)
    first.write_state(first.state().model_copy(update=change))
    assert place_in_queue(second) == 0


@pytest.mark.parametrize("wish", ["pause", "stop"])
def test_a_run_that_shall_not_work_lets_the_others_pass(queued, wish):
    (first, _), (second, _) = queued(10.0), queued(20.0)
    first.write_wish(wish)
    assert place_in_queue(second) == 0


def test_a_taken_slot_keeps_the_next_one_waiting_and_is_free_afterwards(queued):
    (first, one), (_second, other) = queued(10.0), queued(20.0)
    begin(first, one)
    assert not other.take()
    one.release()
    assert other.take()


def test_two_slots_take_two(monkeypatch, queued):
    monkeypatch.setenv("GLASSBOX_SLOTS", "2")
    (first, one), (second, other), (_third, last) = queued(10.0), queued(20.0), queued(30.0)
    begin(first, one)
    begin(second, other)
    assert not last.take()


def test_the_younger_waits_though_a_slot_is_free(queued):
    (_older, older), (_younger, younger) = queued(10.0), queued(20.0)
    assert not younger.take()
    assert older.take()


def test_who_has_a_slot_keeps_it_and_may_give_it_back_twice(queued):
    _run, slot = queued(10.0)
    assert slot.take()
    assert slot.take()
    slot.release()
    slot.release()


@pytest.mark.parametrize("text", ["0", "-1", "two", "", "1.5"])
def test_a_senseless_number_of_slots(monkeypatch, text):
    monkeypatch.setenv("GLASSBOX_SLOTS", text)
    with pytest.raises(InputError, match="GLASSBOX_SLOTS"):
        slot_count()
