"""Which epoch of a training was the best, by the validation pictures alone."""

from collections.abc import Mapping
from typing import Any, Literal

from core.specs.training_spec import TrainingSpec

Judged = Literal["val_accuracy", "val_balanced_accuracy"]

PICTURES_ALIKE: Judged = "val_accuracy"
CLASSES_ALIKE: Judged = "val_balanced_accuracy"


class BestEpoch:
    """The epoch with the highest validation accuracy, of equals the one with the lowest validation loss.

    It is judged by what the training weighs: where all classes weigh the same, by balanced accuracy. There accuracy
    would keep an epoch that always answers the largest class.
    """

    def __init__(self, by: Judged = PICTURES_ALIKE) -> None:
        self.by = by
        self._score = (float("-inf"), float("-inf"))
        self.epoch: int | None = None
        self.val_accuracy: float | None = None
        self.val_balanced_accuracy: float | None = None

    def update(self, epoch: int, metrics: Mapping[str, float]) -> bool:
        """Take note of an epoch's `val_loss` and of what it is judged by; true if it is the best so far."""
        score = (metrics[self.by], -metrics["val_loss"])
        if not score > self._score:
            return False
        self._score, self.epoch, self.val_accuracy = score, epoch, metrics["val_accuracy"]
        self.val_balanced_accuracy = metrics.get(CLASSES_ALIKE)
        return True

    def state(self) -> dict[str, Any]:
        return {
            "best": self._score,
            "best_by": self.by,
            "best_epoch": self.epoch,
            "best_val_accuracy": self.val_accuracy,
            "best_val_balanced_accuracy": self.val_balanced_accuracy,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """A run of an earlier version, which judged all by accuracy, ends as it has begun."""
        self.by = state.get("best_by", PICTURES_ALIKE)
        self._score = tuple(state["best"])
        self.epoch, self.val_accuracy = state["best_epoch"], state["best_val_accuracy"]
        self.val_balanced_accuracy = state.get("best_val_balanced_accuracy")


def choose_judged(spec: TrainingSpec) -> Judged:
    return CLASSES_ALIKE if spec.class_weights == "balanced" else PICTURES_ALIKE
