"""The progress of a run, built from its events while they are written."""

import threading
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from core.files import log
from core.jobs.events import Event, EventReader, is_taken_back
from core.jobs.progress import JobProgress
from core.runs.folder import RunFolder


@dataclass
class Phase:
    """What the worker is doing now; `total` is 0 if unknown, `steps_before` counts the steps of earlier workers."""

    name: str
    started: float
    done: int = 0
    total: int = 0
    steps_before: int = 0


def _make_empty_batches() -> dict[str, "array[float]"]:
    return {name: array("d") for name in ("position", "loss", "accuracy")}


@dataclass
class Progress:
    """Everything that the screen of a run shows. Times are seconds on the clock of the run's workers.

    `batches` and `epochs` hold one number an event under the names `position` (epochs done, with a fraction),
    `loss`, `accuracy`, and for epochs also `val_loss`, `val_accuracy`. `step` is the last one of the epoch that has
    `begun`. `version` grows with every event, `damaged` with every one that cannot be read; `cut` tells whether events
    are gone.
    """

    phase: Phase | None = None
    phases: list[Phase] = field(default_factory=list)
    setup: dict[str, Any] = field(default_factory=dict)
    batches: dict[str, "array[float]"] = field(default_factory=_make_empty_batches)
    epochs: list[dict[str, Any]] = field(default_factory=list)
    begun: int = 1
    step: int = 0
    time: float = 0.0
    version: int = 0
    damaged: int = 0
    cut: bool = False

    def extend(self, events: Iterable[Event]) -> None:
        """Add events in their order; those of batches many at once, since a long run consists mostly of them."""
        for kind, alike in groupby(events, itemgetter("kind")):
            if kind != "batch":
                for event in alike:
                    self._add_if_whole(self._add, event)
            elif not self._add_if_whole(self._add_batches, together := list(alike)):
                for event in together:
                    self._add_if_whole(self._add_batches, [event])

    def _add_if_whole(self, add: Callable[[Any], None], given: Any) -> bool:
        """Call `add`, and return whether it succeeded; an event with damaged fields is skipped."""
        try:
            add(given)
        except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
            log.warning("an event is damaged and left out: %r", error)
            self.damaged += not isinstance(given, list) or len(given) == 1
            return False
        return True

    def _add(self, event: Event) -> None:
        self.time = event["t"]
        self.version += 1
        match event["kind"]:
            case "phase":
                self.phase = Phase(
                    event["phase"], event["t"], total=event.get("total", 0), steps_before=self.steps_done
                )
                self.phases.append(self.phase)
            case "progress" if self.phase:
                self.phase.done, self.phase.total = event["done"], event["total"]
            case "setup":
                self.setup.update({name: value for name, value in event.items() if name not in ("t", "kind")})
            case "epoch":
                self.epochs.append(event)
                self.begun, self.step = event["epoch"] + 1, 0
            case "resumed":
                self._go_back(event)

    def _add_batches(self, events: Sequence[Event]) -> None:
        steps = self.setup["steps"]
        position = array("d", [event["epoch"] - 1 + event["step"] / steps for event in events])
        loss = array("d", [event["loss"] for event in events])
        accuracy = array("d", [event["accuracy"] for event in events])
        for name, values in (("position", position), ("loss", loss), ("accuracy", accuracy)):
            self.batches[name].extend(values)
        self.begun, self.step, self.time = (events[-1][name] for name in ("epoch", "step", "t"))
        self.version += len(events)

    def _go_back(self, resumed: Event) -> None:
        """Drop what an earlier worker did after its last save, since it is done again."""
        self.epochs = [epoch for epoch in self.epochs if not is_taken_back(epoch, resumed)]
        self.begun, self.step = resumed["epoch"] + 1, resumed["step"]
        if self.setup:
            kept = bisect_right(self.batches["position"], resumed["epoch"] + resumed["step"] / self.setup["steps"])
            self.batches = {name: values[:kept] for name, values in self.batches.items()}
        if self.phase:
            self.phase.steps_before = self.steps_done

    @property
    def best(self) -> dict[str, Any] | None:
        """The epoch whose weights are kept."""
        return next((epoch for epoch in reversed(self.epochs) if epoch["best"]), None)

    @property
    def best_epoch(self) -> int | None:
        return self.best["epoch"] if self.best else None

    @property
    def lost(self) -> bool:
        """Whether something that the run has recorded cannot be read any more."""
        return self.cut or self.damaged > 0

    @property
    def epochs_done(self) -> int:
        """How many epochs are over, whatever is known of each."""
        return self.begun - 1

    @property
    def steps_done(self) -> int:
        return self.epochs_done * int(self.setup.get("steps", 0)) + self.step

    @property
    def steps_total(self) -> int:
        return int(self.setup.get("steps", 0)) * int(self.setup.get("epochs", 0))

    def compute_images_per_second(self) -> float | None:
        """The training speed of the last complete epoch; before there is one, that of the steps so far."""
        if self.epochs:
            return float(self.epochs[-1]["images_per_second"])
        if not self.phase or self._steps_in_phase < 2:
            return None
        return self._steps_in_phase * float(self.setup["batch_size"]) / max(self.time - self.phase.started, 1e-3)

    def compute_seconds_left(self) -> float | None:
        """Seconds until the last epoch ends at this worker's speed so far, validation included."""
        if not self.phase or self.phase.name != "training" or self._steps_in_phase < 2:
            return None
        pace = (self.time - self.phase.started) / self._steps_in_phase
        return pace * (self.steps_total - self.steps_done)

    def summarize(self) -> JobProgress:
        """The current phase in the form of any job: steps while training, else as it was written."""
        if self.phase is None:
            return JobProgress()
        if self.cut or (self.damaged and not self.steps_total):
            return JobProgress(self.phase.name)
        if self.phase.name != "training":
            return JobProgress(self.phase.name, self.phase.done, self.phase.total)
        seconds = self.time - self.phase.started
        rate = self._steps_in_phase / seconds if seconds > 0 else None
        return JobProgress("training", self.steps_done, self.steps_total, rate, self.compute_seconds_left())

    @property
    def _steps_in_phase(self) -> int:
        return self.steps_done - (self.phase.steps_before if self.phase else 0)


class LiveProgress:
    """Follows one run for any number of readers: each event is read once."""

    def __init__(self, run: RunFolder) -> None:
        self._run = run
        self._reader = EventReader(run.events)
        self._lock = threading.Lock()
        self._progress = Progress()

    def update(self) -> Progress:
        with self.hold() as progress:
            return progress

    @contextmanager
    def hold(self) -> Iterator[Progress]:
        """Read the current progress; inside, no other reader adds to it."""
        with self._lock:
            before = self._reader.damaged
            for events in self._reader.read_pieces():
                self._progress.extend(events)
            self._progress.damaged += self._reader.damaged - before
            self._progress.cut = self._has_lost_events()
            yield self._progress

    def _has_lost_events(self) -> bool:
        """Whether events are gone; a recording of the inside begins after the first of them."""
        return self._run.has_lost_events() or (self._run.inside.exists() and not self._run.events.exists())
