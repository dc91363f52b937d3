"""The worker's command: one for every launcher, on whichever machine it runs."""

import pytest

from core.jobs import control, kind, launchers
from core.jobs.kind import Kind
from core.jobs.worker.command import serve
from tests.core.jobs.tiny import Count, Counted


class ElsewhereLauncher:
    """Has its workers on another machine, and knows them by names of its own; it is its only worker's handle too."""

    remote = False

    def __init__(self):
        self.told = []

    def start(self, job):
        self.told.append(("started", job.job_id))
        return self

    def find(self, job):
        return self if self.told and ("forgotten", job.job_id) not in self.told else None

    def is_alive(self):
        return True

    def can_start(self):
        return True

    def announce(self, job):
        self.told.append(("announced", job.job_id))

    def forget(self, job):
        self.told.append(("forgotten", job.job_id))


@pytest.fixture
def elsewhere():
    launcher = ElsewhereLauncher()
    launchers.register("elsewhere", launcher)
    yield launcher
    del launchers._members["elsewhere"]


def test_the_worker_is_announced_to_the_launcher_of_its_job_and_to_no_other(elsewhere):
    counting = Kind(
        name="count-elsewhere", title="Count", spec=Count, work="tests.core.jobs.tiny:work", launcher="elsewhere",
        lane="data",
    )  # fmt: skip
    kind.register(counting)
    job = control.start(counting, Count(), "")
    serve(job)
    assert job.read_state().state == "finished", job.log.read_text() if job.log.exists() else ""
    assert job.read_result(Counted).steps == 3
    assert list(dict.fromkeys(elsewhere.told)) == [(told, job.job_id) for told in ("started", "announced", "forgotten")]
    assert not (job.path / "launched.json").exists()
