"""`python -m core worker FOLDER`: do a job in the process that its launcher has opened, on this machine or another one.

Who the worker is, the launcher of the job records in its own way; this command knows none of them.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from core.jobs import launchers
from core.jobs.folder import JobFolder
from core.jobs.worker.main import run_job
from core.jobs.worker.requests import Requests


def serve(job: JobFolder) -> None:
    """Do the job in this process, as its worker."""
    requests, launcher = Requests(job), launchers.find_for(job)
    with _stop_on_sigterm(requests):
        run_job(job, requests, announce=lambda: launcher.announce(job))


@contextmanager
def _stop_on_sigterm(requests: Requests) -> Iterator[None]:
    """Inside, SIGTERM counts as a request to stop."""
    before = signal.signal(signal.SIGTERM, requests.terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
