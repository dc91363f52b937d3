"""Workers that count in place of training; whoever still works at the end of a test is killed."""

import os
import signal
from contextlib import suppress

import pytest

from core import workspace
from core.jobs import folder, launchers, queue
from core.jobs.launchers import process
from tests.core.jobs import tiny


@pytest.fixture(autouse=True)
def counting(home):
    before = {name: launchers.find(name) for name in ("local", "ray")}
    tiny.register()
    yield
    for name, launcher in before.items():
        launchers.register(name, launcher)
    end_all()


def end_all():
    """Kill every worker of this test's home, those that one of them starts in its last moment too.

    Nobody is left in the line: whoever notices the end of a worker would start the next one after this.
    """
    with queue.lock() as line:
        for ticket in line.waiting.iterdir():
            ticket.unlink()
    while living := [job for job in folder.list_jobs() if _kill(job)]:
        for job in living:
            with suppress(ValueError):
                process.forget_process(job)


def _kill(job):
    with suppress(ValueError, ProcessLookupError):
        worker = process.read_process(job)
        if worker and worker.pid != os.getpid() and worker.is_alive():
            os.kill(worker.pid, signal.SIGKILL)
            return True
    return False


@pytest.fixture
def site():
    return workspace.current()
