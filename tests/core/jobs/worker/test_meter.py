"""Minutes of training are counted while it works, and end it."""

import pytest

from core import ledger, quota, workspace
from core.files import write_json
from core.jobs.worker.meter import Meter
from core.jobs.worker.requests import Requests
from core.quota import Account, Limits, Quota
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from core.workspace import Workspace


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def metered(tmp_path):
    mine = Workspace(tmp_path / "owners" / "me", tmp_path, "me")
    mine.root.mkdir(parents=True)
    limits = Limits(training_minutes=1)
    write_json(mine.root / quota.FILE, Quota(hosted=True, accounts=(Account(name="me", limits=limits),)))
    with workspace.using(mine):
        run = folder.create(TrainingSpec())
        requests, clock = Requests(run), Clock()
        yield Meter(run, requests, clock), requests, clock


def test_work_is_counted_and_waiting_is_not(metered):
    meter, requests, clock = metered
    for state, now in (("queued", 50), ("running", 60), ("paused", 500), ("running", 520)):
        clock.now = now
        meter.read(state)
    assert ledger.total("me", "training") == 30
    assert requests.read() == "run"


def test_the_training_ends_with_a_sentence_when_the_minutes_are_used(metered):
    meter, requests, clock = metered
    clock.now = 61
    meter.read("running")
    assert requests.read() == "stop"
    assert "minutes of training" in str(requests.reason)


def test_where_nobody_signs_in_nothing_is_counted(home):
    run = folder.create(TrainingSpec())
    clock = Clock()
    meter = Meter(run, Requests(run), clock)
    clock.now = 10_000
    meter.read("running")
    assert not (home / "ledger").exists()
