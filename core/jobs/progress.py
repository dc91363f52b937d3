"""How far any job is, read from its events as they come."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from core.jobs.events import Event, EventReader
from core.jobs.folder import JobFolder

ENOUGH_SECONDS = 0.5  # of a phase, before its pace says anything


@dataclass(frozen=True)
class JobProgress:
    """The phase at work, and of how much it is done; `total` is 0 where that is not known. Times are in seconds.

    `started` and `time` are on the clock of the job's workers.
    """

    phase: str = ""
    started: float = 0.0
    time: float = 0.0
    done: int = 0
    total: int = 0

    @property
    def share(self) -> float | None:
        """From 0 to 1."""
        return self.done / self.total if self.total else None

    @property
    def rate(self) -> float | None:
        """How much is done in a second, in the mean of this phase."""
        seconds = self.time - self.started
        return self.done / seconds if self.done and seconds >= ENOUGH_SECONDS else None

    @property
    def seconds_left(self) -> float | None:
        """Until this phase ends, at its pace so far."""
        return (self.total - self.done) / self.rate if self.total and self.rate else None


def after(progress: JobProgress, events: Iterable[Event]) -> JobProgress:
    """The progress when these have happened too."""
    for event in events:
        match event["kind"]:
            case "phase":
                progress = JobProgress(event["phase"], started=event["t"], time=event["t"])
            case "progress":
                progress = JobProgress(
                    progress.phase, progress.started, event["t"], done=event["done"], total=event["total"]
                )
    return progress


class ProgressReader:
    """Follows one job for any number of readers: the file is read once, from where the last look ended."""

    def __init__(self, job: JobFolder) -> None:
        self._reader = EventReader(job.events)
        self._lock = threading.Lock()
        self._progress = JobProgress()

    def read(self) -> JobProgress:
        """The progress at this moment."""
        with self._lock:
            for events in self._reader.pieces():
                self._progress = after(self._progress, events)
            return self._progress
