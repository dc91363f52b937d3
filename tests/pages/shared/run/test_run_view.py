"""What a run's screen says of events that are lost; what it shows of the others, `test_train.py` looks at."""

import pytest
import streamlit as st

from core.jobs.events import EventWriter
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from tests.hand_made import hand_made_epochs
from tests.pages.app import as_read, open_page
from tests.queueing import as_worker

PAGE = "pages/training/train/page.py"
LOST = "so a part of what this run has recorded is lost"


@pytest.fixture
def recorded():
    """A run of which two of three epochs are over, and whose worker has counted its events."""
    st.cache_resource.clear()  # readers are kept by the name of the run, which another test's run may have had
    run = hand_made_epochs()
    run.change_state(recorded=run.events.stat().st_size)
    return run


def cut(run):
    run.events.write_bytes(b"".join(run.events.read_bytes().splitlines(keepends=True)[:3]))


def empty(run):
    run.events.write_bytes(b"")


def missing(run):
    run.events.unlink()


def test_a_run_that_has_its_turn_and_has_entered_no_phase_yet_is_starting():
    st.cache_resource.clear()
    run = folder.create(TrainingSpec(epochs=3))
    with EventWriter(run.events) as events:
        events.write("phase", phase="queued")
    as_worker(run)
    app = open_page(PAGE, run=run.run_id)
    assert not app.exception
    assert not app.error
    assert [one.proto.text for one in app.get("progress")] == ["Starting …"]


def test_one_whose_worker_starts_waits_for_its_turn_no_more():
    st.cache_resource.clear()
    run = folder.create(TrainingSpec(epochs=3))
    as_worker(run, "queued")
    app = open_page(PAGE, run=run.run_id)
    assert not app.exception
    assert [one.proto.text for one in app.get("progress")] == ["Starting …"]
    assert any("badge[starting]" in text.value for text in app.markdown)


def warnings(run):
    app = open_page(PAGE, run=run.run_id)
    assert not app.exception
    return [as_read(one) for one in app.warning]


@pytest.mark.parametrize("state", ["running", "paused", "stopped"])
@pytest.mark.parametrize("damage", [cut, empty, missing])
def test_lost_events_are_told_in_one_sentence(recorded, state, damage):
    as_worker(recorded, state)
    assert warnings(recorded) == []
    st.cache_resource.clear()
    damage(recorded)
    (told,) = warnings(recorded)
    assert LOST in told
    assert str(recorded.events) in told


def test_events_that_are_lost_while_somebody_looks_are_told(recorded):
    as_worker(recorded)
    assert warnings(recorded) == []
    cut(recorded)
    (told,) = warnings(recorded)
    assert LOST in told
