"""Recorded trainings of the three ways on the same photos and the same budget: `three_ways.json`.

`benchmarks/three_ways.py` makes the file from real runs; nothing in it is computed here or made up.
"""

from functools import cache
from math import ceil
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.intervals import Hits

FILE = Path(__file__).with_suffix(".json")
WAYS: tuple["Way", ...] = ("head", "fine_tune", "scratch")

Way = Literal["head", "fine_tune", "scratch"]


class RecordedTrial(BaseModel, Hits):
    """One finished run: how many of `n` unseen test photos it has right, after training on `per_class` photos a class.

    `seconds` is from pressing Train to the finished model, without the evaluation. `times` and `accuracies` follow its
    epochs: seconds since the worker began, and the accuracy on the validation photos.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    way: Way
    per_class: int = Field(ge=1)
    right: int = Field(ge=0)
    n: int = Field(ge=1)
    seconds: float = Field(gt=0)
    times: list[float]
    accuracies: list[float]

    @model_validator(mode="after")
    def _every_time_has_an_accuracy(self) -> "RecordedTrial":
        if len(self.times) != len(self.accuracies) or self.right > self.n:
            raise ValueError("times and accuracies must be of one length, and right at most n")
        return self

    def after(self, seconds: float) -> float | None:
        """The best validation accuracy of the epochs that had ended by then; None before the first."""
        ended = [accuracy for time, accuracy in zip(self.times, self.accuracies, strict=True) if time <= seconds]
        return max(ended, default=None)


class Elsewhere(BaseModel):
    """Digits of 8 x 8 pixels: how many of `n` are right by the backbone's features and by the bare 64 pixels."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_class: int = Field(ge=1)
    by_features: int = Field(ge=0)
    by_pixels: int = Field(ge=0)
    n: int = Field(ge=1)


class ThreeWays(BaseModel):
    """All trials of one machine; `parameters` of each way: (those that learn, all).

    `digits` is where transfer does not help: the same logistic regression on features and on bare pixels.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    machine: str
    photos: str
    validation: int
    budget: float
    parameters: dict[Way, tuple[int, int]]
    trials: list[RecordedTrial]
    digits: list[Elsewhere]

    def counts(self) -> list[int]:
        """The numbers of photos a class that were tried, in ascending order."""
        return sorted({trial.per_class for trial in self.trials})

    def longest(self) -> int:
        """Whole seconds until the last epoch of any trial had ended."""
        return max(1, *(ceil(trial.times[-1]) for trial in self.trials if trial.times))

    def of(self, way: Way) -> list[RecordedTrial]:
        return [trial for trial in self.trials if trial.way == way]

    def nearest_trial(self, way: Way, per_class: int) -> RecordedTrial:
        """The trial with as many photos a class, or the next fewer that was tried; else that with the fewest."""
        trials = sorted(self.of(way), key=lambda trial: trial.per_class)
        return max(
            (one for one in trials if one.per_class <= per_class), key=lambda one: one.per_class, default=trials[0]
        )

    def trial(self, way: Way, per_class: int) -> RecordedTrial | None:
        return next((one for one in self.trials if (one.way, one.per_class) == (way, per_class)), None)


@cache
def three_ways() -> ThreeWays:
    """The recording."""
    return ThreeWays.model_validate_json(FILE.read_text(encoding="utf-8"))
