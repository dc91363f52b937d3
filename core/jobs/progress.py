"""The progress of any job, read from its events while they are written."""

import threading
from dataclasses import dataclass

from core.jobs.events import Event, EventReader
from core.jobs.folder import JobFolder

ENOUGH_SECONDS = 0.5  # of a phase, before its pace says anything


@dataclass(frozen=True)
class JobProgress:
    """The current phase, and how much of it is done; `total` is 0 if unknown.

    `rate` is per second, `seconds_left` the time until the phase ends at this rate.
    """

    phase: str = ""
    done: int = 0
    total: int = 0
    rate: float | None = None
    seconds_left: float | None = None

    @property
    def share(self) -> float | None:
        """From 0 to 1."""
        return self.done / self.total if self.total else None


class ProgressReader:
    """Follows one job for any number of readers: each event is read once."""

    def __init__(self, job: JobFolder) -> None:
        self._job = job
        self._reader = EventReader(job.events)
        self._lock = threading.Lock()
        self._progress = JobProgress()
        self._phase_began = 0.0

    def read(self) -> JobProgress:
        """The progress at this moment; how far that is, is not told where events are gone."""
        with self._lock:
            for events in self._reader.read_pieces():
                for event in events:
                    self._add(event)
            return JobProgress(self._progress.phase) if self._job.has_lost_events() else self._progress

    def _add(self, event: Event) -> None:
        if event["kind"] == "phase":
            self._phase_began = event["t"]
            self._progress = JobProgress(event["phase"])
        elif event["kind"] == "progress":
            self._progress = _compute_progress(
                self._progress.phase, event["done"], event["total"], event["t"] - self._phase_began
            )


def _compute_progress(phase: str, done: int, total: int, seconds: float) -> JobProgress:
    if not done or seconds < ENOUGH_SECONDS:
        return JobProgress(phase, done, total)
    rate = done / seconds
    return JobProgress(phase, done, total, rate, (total - done) / rate if total else None)
