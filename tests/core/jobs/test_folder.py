"""A job's folder is a whole one from the beginning, and is that of a job as long as any of its files is there."""

import pytest

from core import workspace
from core.jobs import control, folder, queue
from core.jobs.folder import FILES, JobFolder
from core.jobs.life import read_current_state
from tests.core.jobs.tiny import Count, ended, start, tiny


def create():
    return JobFolder.create(workspace.current().jobs, tiny(), Count(), "tiny")


def test_a_job_that_is_half_made_is_not_there(monkeypatch):
    seen = []
    before = folder.write_json

    def look_and_write(path, value):
        seen.append(list(folder.list_jobs()))
        before(path, value)

    monkeypatch.setattr(folder, "write_json", look_and_write)
    job = create()
    assert seen == [[], []]
    assert list(folder.list_jobs()) == [job]
    assert list(job.path.parent.iterdir()) == [job.path]


def test_what_cannot_be_made_leaves_nothing_behind(monkeypatch):
    monkeypatch.setattr(JobFolder, "write_state", lambda _job, _state: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        create()
    assert list(workspace.current().jobs.iterdir()) == []


@pytest.mark.parametrize("left", FILES)
def test_a_job_that_has_lost_its_state_and_more_is_told(left):
    job = start(Count(steps=2))
    assert ended(job).state == "finished"
    for name in FILES:
        if name != left:
            (job.path / name).unlink()
    assert list(folder.list_jobs()) == [folder.find(job.job_id)] == [job]
    assert read_current_state(job).state in ("finished", "failed")
    control.remove(job)
    assert list(folder.list_jobs()) == []


def test_a_job_that_waits_and_has_lost_its_state_still_waits():
    job = create()
    with queue.lock() as line:
        line.put(job)
    (job.path / "state.json").unlink()
    assert list(folder.list_jobs()) == [job]
    assert read_current_state(job).state in ("queued", "running", "finished")
    assert ended(job).state == "finished"


def test_a_folder_with_nothing_of_a_job_is_none():
    (workspace.current().jobs / "notes").mkdir(parents=True)
    assert list(folder.list_jobs()) == []
