"""What every kind of work owes to whoever starts it: it is done, tells how far it is, and stopped leaves nothing."""

import pytest

from core.cancel import Cancelled, CancelWhen
from core.jobs import control, entry_points, kind
from core.jobs.events import EventReader, EventWriter
from core.jobs.folder import JobFolder
from core.jobs.phases import Phases
from core.jobs.worker.context import JobContext
from tests.core.jobs.tiny import ended
from tests.core.tasks.works import NAMES, works


@pytest.fixture(params=NAMES)
def work(request, tmp_path):
    (found,) = [one for one in works(tmp_path) if one.name == request.param]
    found.prepare(tmp_path)
    return found


def files_of(home):
    """Everything but the jobs, their queue, and what was computed on the way and serves again."""
    apart = ("jobs", "queue", "features", "backbones")
    return {
        path for path in home.rglob("*")
        if path.is_file() and path.relative_to(home).parts[0] not in apart and path.parent.name != "cache"
    }  # fmt: skip


def test_it_is_done_tells_how_far_it_is_and_leaves_nothing_half_done(work):
    assert not work.is_done()
    job = work.start()
    state = ended(job)
    assert state.state == "finished", state.reason
    assert work.is_done()
    progress = [event for event in EventReader(job.events).read() if event["kind"] == "progress"]
    assert progress[-1]["done"] == progress[-1]["total"]
    assert not job.inputs.exists()


@pytest.mark.parametrize("asked", [0, 3])
def test_a_stop_leaves_nothing_behind(work, asked, home, monkeypatch):
    before = files_of(home)
    job = waiting_job(work, monkeypatch)
    times = iter(range(1000))
    with pytest.raises(Cancelled):
        do(job, CancelWhen(lambda: next(times) >= asked))
    assert files_of(home) == before
    assert not work.is_done()


def waiting_job(work, monkeypatch):
    """The job with nobody who does it."""
    monkeypatch.setattr("core.jobs.queue.submit", lambda job: None)
    return work.start()


def do(job, cancel):
    """What a worker does, with another token."""
    found = kind.find(job.read_facts().kind)
    with EventWriter(job.events) as events:
        context = JobContext(JobFolder(job.path), job.read_spec(found.spec), events, Phases(events), cancel)
        entry_points.load(found.work)(context)


def test_cancelled_while_it_waits_it_leaves_nothing_behind(work, home, monkeypatch):
    before = files_of(home)
    job = waiting_job(work, monkeypatch)
    control.cancel(job)
    assert ended(job).state == "stopped"
    assert files_of(home) == before
    assert not job.inputs.exists()
