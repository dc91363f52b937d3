"""Real workers; whoever still works at the end of a test is killed."""

import pytest

from tests.core.jobs.conftest import end_all


@pytest.fixture(autouse=True)
def no_worker_is_left(home):
    yield
    end_all()


@pytest.fixture
def in_a_process(monkeypatch):
    """However little there is to do, a process does it."""
    monkeypatch.setattr("core.tasks.launching.QUICK_PICTURES", -1)
    monkeypatch.setattr("core.tasks.datasets.add_dataset.QUICK_FILES", -1)
    monkeypatch.setattr("core.tasks.datasets.add_dataset.QUICK_BYTES", -1)
    monkeypatch.setattr("core.tasks.datasets.add_dataset.QUICK_SKETCHES", -1)
