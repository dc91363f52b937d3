"""The callback that writes the events of a training and knows its best epoch."""

from collections.abc import Callable
from typing import Any

import keras

from core.evaluation.shares import compute_balanced
from core.jobs.events import EventWriter
from core.training.feeding import KerasBatches
from core.training.watching.best_epoch import CLASSES_ALIKE, PICTURES_ALIKE, BestEpoch, Judged
from core.training.watching.confusion import read_confusion

Logs = dict[str, Any] | None


class Recorder(keras.callbacks.Callback):
    """Writes an event a batch and an epoch.

    The losses of batches are Keras's running means over the epoch so far. Speeds count the training steps only,
    not validation, on a `clock` that stops while the worker is paused. The best epoch is judged `by` that figure;
    balanced accuracy is written where it is.
    """

    def __init__(
        self, events: EventWriter, feed: KerasBatches, clock: Callable[[], float], by: Judged = PICTURES_ALIKE
    ) -> None:
        super().__init__()
        self._events = events
        self._feed = feed
        self._clock = clock
        self._best = BestEpoch(by)
        self._epoch = 0
        self._epoch_started = 0.0
        self._step_seconds = 0.0
        self._seconds_before = 0.0
        self.epochs_done = 0
        self.steps_done = 0

    @property
    def best_epoch(self) -> int | None:
        return self._best.epoch

    @property
    def best_val_accuracy(self) -> float | None:
        return self._best.val_accuracy

    @property
    def best_val_balanced_accuracy(self) -> float | None:
        return self._best.val_balanced_accuracy

    @property
    def images_per_second(self) -> float:
        seconds = self._seconds_before + self._step_seconds
        return round(self._feed.batch_size * self.steps_done / seconds, 1) if seconds else 0.0

    def write_resumed(self, epoch: int, step: int) -> None:
        """Write that the run continues after these epochs and steps, so that readers drop events of later ones."""
        self._events.write("resumed", epoch=epoch, step=step)

    def state(self) -> dict[str, Any]:
        return {
            **self._best.state(),
            "epochs_done": self.epochs_done,
            "steps_done": self.steps_done,
            "epoch_seconds": self._clock() - self._epoch_started,
            "step_seconds": self._step_seconds,
            "seconds_before": self._seconds_before,
        }

    def restore(self, state: dict[str, Any]) -> None:
        self._best.restore(state)
        self.epochs_done = state["epochs_done"]
        self.steps_done = state["steps_done"]
        self._epoch_started = self._clock() - state["epoch_seconds"]
        self._step_seconds = state["step_seconds"]
        self._seconds_before = state["seconds_before"]

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        self._epoch = epoch + 1
        self._epoch_started = self._clock()

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        metrics = _round(logs)
        step = self._feed.first_step + batch + 1
        self._events.write("batch", epoch=self._epoch, step=step, loss=metrics["loss"], accuracy=metrics["accuracy"])
        self._step_seconds = self._clock() - self._epoch_started
        self.steps_done += 1

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        metrics = self._judge(_round(logs))
        self.epochs_done = epoch + 1
        self._events.write(
            "epoch",
            epoch=epoch + 1,
            **metrics,
            seconds=round(self._clock() - self._epoch_started, 3),
            images_per_second=round(self._feed.images / self._step_seconds, 1),
            best=self._best.update(epoch + 1, metrics),
        )
        self._seconds_before += self._step_seconds
        self._step_seconds = 0.0
        self._epoch_started = self._clock()

    def _judge(self, metrics: dict[str, float]) -> dict[str, float]:
        if self._best.by != CLASSES_ALIKE:
            return metrics
        return metrics | {CLASSES_ALIKE: round(compute_balanced(read_confusion(self.model)), 5)}


def _round(logs: Logs) -> dict[str, float]:
    return {name: round(float(value), 5) for name, value in (logs or {}).items()}
