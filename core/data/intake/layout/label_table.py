"""What is known of a table of labels, for whoever chooses among its columns."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Columns:
    """`split` is None where no column holds splits."""

    path: str
    label: str
    split: str | None


@dataclass(frozen=True)
class ColumnFacts:
    """What a column holds: how many rows name a picture by it, how many different values, and the first of these."""

    name: str
    pictures: int
    values: int
    first: tuple[str, ...]


@dataclass(frozen=True)
class LabelTable:
    """A table of labels: its file, relative to the pictures' folder, what its columns hold, and which are used."""

    file: str
    columns: Sequence[ColumnFacts]
    used: Columns
