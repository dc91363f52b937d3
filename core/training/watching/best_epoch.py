"""Which epoch of a training was the best, by the validation pictures alone."""

from collections.abc import Mapping
from typing import Any


class BestEpoch:
    """The epoch with the highest validation accuracy, of equals the one with the lowest validation loss."""

    def __init__(self) -> None:
        self._score = (float("-inf"), float("-inf"))
        self.epoch: int | None = None
        self.val_accuracy: float | None = None

    def update(self, epoch: int, metrics: Mapping[str, float]) -> bool:
        """Take note of an epoch's `val_accuracy` and `val_loss`; true if it is the best so far."""
        score = (metrics["val_accuracy"], -metrics["val_loss"])
        if not score > self._score:
            return False
        self._score, self.epoch, self.val_accuracy = score, epoch, metrics["val_accuracy"]
        return True

    def state(self) -> dict[str, Any]:
        return {"best": self._score, "best_epoch": self.epoch, "best_val_accuracy": self.val_accuracy}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._score = tuple(state["best"])
        self.epoch, self.val_accuracy = state["best_epoch"], state["best_val_accuracy"]
