"""What a scan of folders returns."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.data.index import Record, Split


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a class; `path` is relative to the root, with forward slashes."""

    path: str
    label: str
    split: Split | None


@dataclass(frozen=True)
class Layout:
    """The files to read, and what is not used, with the reasons."""

    found: Sequence[Found]
    problems: Sequence[Record]
