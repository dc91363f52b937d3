"""Place and expected wait: before one asks, and while one waits."""

import time

import pytest

from core import workspace
from core.jobs import queue
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from core.tasks import waiting
from core.workspace import Workspace
from tests.queueing import line_up


@pytest.fixture
def minutes(monkeypatch):
    """Every training takes as many seconds as it has epochs, and the one at work has just begun."""
    monkeypatch.setattr(waiting, "estimate_seconds", lambda spec, choice: float(spec.epochs))
    monkeypatch.setattr(queue, "find_start", lambda job: time.time())


def test_a_free_slot_is_no_wait():
    assert waiting.expect_new() == waiting.Wait(0, 0.0)


def test_the_wait_is_what_is_at_work_and_what_is_before(minutes):
    first, second = (folder.create(TrainingSpec(epochs=epochs)) for epochs in (20, 30))
    line_up(first, second)  # behind one of ten
    assert waiting.expect(first).before == 0
    assert waiting.expect(first).seconds == pytest.approx(10, abs=0.5)
    assert waiting.expect(second).seconds == pytest.approx(30, abs=0.5)
    assert waiting.expect_new().before == 2
    assert waiting.expect_new().seconds == pytest.approx(60, abs=0.5)


def test_another_owner_is_told_their_own_place(minutes, tmp_path):
    line_up(*(folder.create(TrainingSpec(epochs=20)) for _ in range(3)))
    site = workspace.current().site
    with workspace.using(Workspace(tmp_path / "other", site, "other")):
        new = waiting.expect_new()
    assert new.before == 0  # the first of theirs comes before the second of another
    assert new.seconds == pytest.approx(10, abs=0.5)


def test_where_nothing_tells_only_the_place_is_told(minutes, monkeypatch):
    line_up(folder.create(TrainingSpec()))
    monkeypatch.setattr(waiting, "estimate_seconds", lambda spec, choice: None)
    assert waiting.expect_new() == waiting.Wait(1, None)
