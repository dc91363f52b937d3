"""What is written about a run when it ends with a model."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from core.intervals import compute_share_interval


class Seconds(BaseModel):
    """How long a run took, and its parts."""

    model_config = ConfigDict(frozen=True)

    total: float
    decode: float
    train: float
    evaluate: float


class Metrics(BaseModel):
    """Of the test split, with the best weights.

    Precision, recall and F1 are of the second of two classes, of more they are means over those that have pictures;
    None where they are not defined. `balanced_accuracy` is there where the classes are uneven. `n` is the number of
    pictures; earlier versions did not write it.
    """

    model_config = ConfigDict(frozen=True)

    accuracy: float
    precision: float | None
    recall: float | None
    f1: float | None
    loss: float
    balanced_accuracy: float | None = None
    n: int | None = None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the accuracy."""
        return compute_share_interval(self.accuracy, self.n) if self.n else None


class Result(BaseModel):
    """`result.json`: what came of a run that ended with a model.

    `best_val_balanced_accuracy` is there where the best epoch was chosen by it. `stopped_early` tells that the run
    ended since its epochs no longer got better. A run that was stopped in its first epoch has no metrics: those that an
    earlier version measured are not of a trained model, and are not read.
    """

    model_config = ConfigDict(frozen=True)

    metrics: Metrics | None
    best_epoch: int | None
    best_val_accuracy: float | None
    best_val_balanced_accuracy: float | None = None
    epochs: int
    stopped_early: bool = False
    parameters: int
    seconds: Seconds
    images_per_second: float
    precision_policy: str
    device: str

    @model_validator(mode="before")
    @classmethod
    def _leave_out_metrics_of_no_epoch(cls, values: Any) -> Any:
        return values | {"metrics": None} if isinstance(values, dict) and values.get("epochs") == 0 else values
