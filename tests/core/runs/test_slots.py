"""One worker a slot, the oldest first."""

import pytest

from core.errors import InputError
from core.runs import folder
from core.runs.life import this_process
from core.runs.slots import place_in_queue, slot, slot_count
from core.training.spec import TrainingSpec


class GaveUpError(Exception):
    pass


def patience(looks):
    """A check that gives up after so many looks at the slots."""
    left = iter(range(looks))

    def check():
        if next(left, None) is None:
            raise GaveUpError

    return check


def queued(created):
    run = folder.create(TrainingSpec())
    run.write_state(this_process(run.state()).model_copy(update={"created": created}))
    return run


def test_the_place_in_the_queue_is_by_age():
    third, first, second = queued(30.0), queued(10.0), queued(20.0)
    assert [place_in_queue(run) for run in (first, second, third)] == [0, 1, 2]


def test_a_run_that_has_begun_is_not_in_the_queue():
    first, second = queued(10.0), queued(20.0)
    first.write_state(first.state().model_copy(update={"state": "running"}))
    assert place_in_queue(second) == 0


def test_a_taken_slot_keeps_the_next_one_waiting_and_is_free_afterwards():
    first, second = queued(10.0), queued(20.0)
    with slot(first, lambda: None):
        first.write_state(first.state().model_copy(update={"state": "running"}))
        with pytest.raises(GaveUpError), slot(second, patience(2)):
            pytest.fail("two runs in one slot")
    with slot(second, lambda: None):
        pass


def test_two_slots_take_two(monkeypatch):
    monkeypatch.setenv("GLASSBOX_SLOTS", "2")
    first, second = queued(10.0), queued(20.0)
    with slot(first, lambda: None):
        first.write_state(first.state().model_copy(update={"state": "running"}))
        with slot(second, lambda: None):
            pass


def test_the_younger_waits_though_a_slot_is_free():
    queued(10.0)
    with pytest.raises(GaveUpError), slot(queued(20.0), patience(2)):
        pytest.fail("the younger run went first")


def test_giving_up_while_waiting():
    with pytest.raises(GaveUpError), slot(queued(1.0), patience(0)):
        pytest.fail("a slot was taken")


@pytest.mark.parametrize("text", ["0", "-1", "two", "", "1.5"])
def test_a_senseless_number_of_slots(monkeypatch, text):
    monkeypatch.setenv("GLASSBOX_SLOTS", text)
    with pytest.raises(InputError, match="GLASSBOX_SLOTS"):
        slot_count()
