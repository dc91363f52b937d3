"""Losses of recorded runs on each of their training photos and of photos they never saw: `remembered.json`.

`benchmarks/remembered.py` makes the file from real runs.
"""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).with_suffix(".json")


class RecordedLosses(BaseModel):
    """Cross-entropy of each photo, to four digits, of a run of that architecture; and its accuracy on both kinds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    architecture: str
    epochs: int = Field(ge=1)
    members: list[float] = Field(min_length=1)
    others: list[float] = Field(min_length=1)
    member_accuracy: float = Field(ge=0, le=1)
    other_accuracy: float = Field(ge=0, le=1)


class Remembered(BaseModel):
    """The runs by name, on the same photos of one machine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    photos: str
    machine: str
    runs: dict[str, RecordedLosses]


@cache
def read_remembered() -> Remembered:
    return Remembered.model_validate_json(FILE.read_text(encoding="utf-8"))
