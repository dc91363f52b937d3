"""Writes the time that a training takes into its owner's account, beat by beat, and ends it when none is left."""

import time
from collections.abc import Callable
from contextlib import suppress

from core import quota
from core.errors import InputError
from core.jobs.folder import JobFolder
from core.jobs.lanes import TRAINING
from core.jobs.state import StateName
from core.jobs.worker.requests import Requests


class Meter:
    """Read at every heartbeat. Waiting and pauses cost nothing, and neither does what is no training."""

    def __init__(self, job: JobFolder, requests: Requests, clock: Callable[[], float] = time.monotonic) -> None:
        self._job = job
        self._requests = requests
        self._clock = clock
        self._quota = quota.current() if job.read_facts().lane == TRAINING else quota.Quota()
        self._last = clock()

    def read(self, state: StateName) -> None:
        """Count the time since the last reading if the job was at work."""
        now = self._clock()
        seconds, self._last = now - self._last, now
        if state != "running" or not self._quota.accounts:
            return
        with suppress(OSError, InputError):  # of a disk that is full
            self._quota.record_training(self._job.job_id, seconds)
        try:
            self._quota.check_minutes()
        except InputError as error:
            self._requests.end(error.message)
