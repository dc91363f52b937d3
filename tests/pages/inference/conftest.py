"""What the screens share that ask a worker which stays alive."""

import pytest

from core.data.intake.adding import add
from core.jobs import control, folder
from tests.core.data.pictures import two_classes
from tests.core.jobs.conftest import end_all
from tests.hand_made import hand_made_run


@pytest.fixture
def ending_workers(home):
    """Whoever answers questions is ended after the test."""
    yield
    for job in folder.list_jobs():
        control.cancel(job)
    end_all()


@pytest.fixture
def answered(tmp_path, ending_workers):
    """A run on two classes."""
    add(two_classes(tmp_path / "pets"), "pets")
    return hand_made_run("pets")
