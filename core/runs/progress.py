"""What a run has done so far, put together from its events as they come."""

import threading
from dataclasses import dataclass, field
from typing import Any

from core.runs.events import Event, EventReader
from core.runs.folder import RunFolder


@dataclass
class Phase:
    """What the worker is doing now; `total` is 0 where the length is not known."""

    name: str
    started: float
    done: int = 0
    total: int = 0


@dataclass
class Progress:
    """Everything the screen of a run shows. Times are seconds since the worker started.

    `batches` and `epochs` hold one number an event under the names `position` (epochs done, with a fraction),
    `loss`, `accuracy`, and for epochs also `val_loss`, `val_accuracy`.
    """

    phase: Phase | None = None
    phases: list[Phase] = field(default_factory=list)
    setup: dict[str, Any] = field(default_factory=dict)
    batches: dict[str, list[float]] = field(default_factory=lambda: {"position": [], "loss": [], "accuracy": []})
    epochs: list[dict[str, Any]] = field(default_factory=list)
    step: int = 0
    time: float = 0.0

    def add(self, event: Event) -> None:
        self.time = event["t"]
        match event["kind"]:
            case "phase":
                self.phase = Phase(event["phase"], event["t"], total=event.get("total", 0))
                self.phases.append(self.phase)
            case "progress" if self.phase:
                self.phase.done, self.phase.total = event["done"], event["total"]
            case "setup":
                self.setup.update({name: value for name, value in event.items() if name not in ("t", "kind")})
            case "batch":
                self._add_batch(event)
            case "epoch":
                self.epochs.append(event)
                self.step = 0

    def _add_batch(self, event: Event) -> None:
        self.step = event["step"]
        self.batches["position"].append(event["epoch"] - 1 + event["step"] / self.setup["steps"])
        self.batches["loss"].append(event["loss"])
        self.batches["accuracy"].append(event["accuracy"])

    @property
    def best_epoch(self) -> int | None:
        return next((epoch["epoch"] for epoch in reversed(self.epochs) if epoch["best"]), None)

    @property
    def steps_done(self) -> int:
        return len(self.epochs) * int(self.setup.get("steps", 0)) + self.step

    @property
    def steps_total(self) -> int:
        return int(self.setup.get("steps", 0)) * int(self.setup.get("epochs", 0))

    def images_per_second(self) -> float | None:
        """The rate of the last whole epoch's training steps; before there is one, of the steps so far."""
        if self.epochs:
            return float(self.epochs[-1]["images_per_second"])
        if self.step < 2 or not self.phase:
            return None
        return self.step * float(self.setup["batch_size"]) / max(self.time - self.phase.started, 1e-3)

    def seconds_left(self) -> float | None:
        """Until the last epoch ends, at the pace so far, validation included."""
        if not self.phase or self.phase.name != "training" or self.steps_done < 2:
            return None
        pace = (self.time - self.phase.started) / self.steps_done
        return pace * (self.steps_total - self.steps_done)


class LiveProgress:
    """Follows one run for any number of readers: the file is read once, from where the last look ended."""

    def __init__(self, run: RunFolder) -> None:
        self._reader = EventReader(run.events)
        self._lock = threading.Lock()
        self._progress = Progress()

    def update(self) -> Progress:
        with self._lock:
            for event in self._reader.read():
                self._progress.add(event)
            return self._progress
