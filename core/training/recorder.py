"""The one callback: it tells what happens, keeps the best weights, and listens for the wish to stop."""

import time
from pathlib import Path
from typing import Any

import keras

from core.runs.events import EventWriter
from core.training.stopping import Wishes

Logs = dict[str, Any] | None


class Recorder(keras.callbacks.Callback):
    """Writes an event a batch and an epoch.

    The losses of batches are Keras's running means over the epoch so far. The best epoch is the one with the highest
    validation accuracy, of equals the one with the lowest validation loss. Rates count the training steps alone,
    without validation.
    """

    def __init__(self, events: EventWriter, wishes: Wishes, best_weights: Path, batch_size: int, images: int) -> None:
        super().__init__()
        self._events = events
        self._wishes = wishes
        self._best_weights = best_weights
        self._batch_size = batch_size
        self._images = images
        self._best = (float("-inf"), float("-inf"))
        self._epoch = 0
        self._epoch_started = 0.0
        self._step_seconds = 0.0
        self._seconds_before = 0.0
        self.best_epoch: int | None = None
        self.best_val_accuracy: float | None = None
        self.epochs_done = 0
        self.steps_done = 0

    @property
    def images_per_second(self) -> float:
        seconds = self._seconds_before + self._step_seconds
        return round(self._batch_size * self.steps_done / seconds, 1) if seconds else 0.0

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        self._epoch = epoch + 1
        self._seconds_before += self._step_seconds
        self._step_seconds = 0.0
        self._epoch_started = time.monotonic()

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        metrics = _rounded(logs)
        self._events.write(
            "batch", epoch=self._epoch, step=batch + 1, loss=metrics["loss"], accuracy=metrics["accuracy"]
        )
        self._step_seconds = time.monotonic() - self._epoch_started
        self.steps_done += 1
        self._wishes.check()

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        self._wishes.check()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        metrics = _rounded(logs)
        self.epochs_done = epoch + 1
        self._events.write(
            "epoch",
            epoch=epoch + 1,
            **metrics,
            seconds=round(time.monotonic() - self._epoch_started, 3),
            images_per_second=round(self._images / self._step_seconds, 1),
            best=self._keep_if_best(epoch + 1, metrics),
        )

    def _keep_if_best(self, epoch: int, metrics: dict[str, float]) -> bool:
        score = (metrics["val_accuracy"], -metrics["val_loss"])
        if not score > self._best:
            return False
        self._best = score
        self.best_epoch = epoch
        self.best_val_accuracy = metrics["val_accuracy"]
        self._best_weights.parent.mkdir(exist_ok=True)
        self.model.save_weights(self._best_weights)
        return True


def _rounded(logs: Logs) -> dict[str, float]:
    return {name: round(float(value), 5) for name, value in (logs or {}).items()}
