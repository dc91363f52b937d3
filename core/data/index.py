"""The table of a dataset's pictures: `index.jsonl`, one record a line, in the order of their paths.

A dataset's manifest knows the checksum of its index; a copy that a run keeps tells its own.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter

from core import files
from core.i18n import N_, Message

FILE = "index.jsonl"
_AT_ONCE = 1 << 16  # bytes of it in memory

COPY_DAMAGED = N_(
    "It is not known which pictures this run was trained on: {path} is damaged. If its dataset has not changed "
    "since, delete this file; the dataset is used instead."
)

DRAWN_PERCENT = 15  # of a class, for each split that no folder makes
Split = Literal["train", "val", "test"]
SPLITS: tuple[Split, Split, Split] = ("train", "val", "test")
Part = Literal["train", "val", "test", "all"]  # what a model can be judged on: one split, or all pictures
PART_NAMES: Mapping[str, str] = {
    "test": N_("test"),
    "val": N_("validation"),
    "train": N_("training"),
    "all": N_("all"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One file of a dataset; of 25,000 files the records take 7 MB.

    `path` is relative to the pictures' folder, with forward slashes. A refused record has a `kind` for programs and a
    `reason` for people, and belongs to no split. `width` and `height` are those of the upright picture, in pixels.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    path: str
    label: str | None
    split: Split | None = None
    width: int = 0
    height: int = 0
    sha256: str = ""
    status: Literal["ok", "refused"] = "ok"
    kind: str | None = None
    reason: Message | None = None

    @property
    def usable(self) -> bool:
        return self.status == "ok"

    def refuse(self, kind: str, reason: Message) -> "Record":
        """The same file, not to be used, and why."""
        return replace(self, status="refused", split=None, kind=kind, reason=reason)


_LINE, _LINES = TypeAdapter(Record), TypeAdapter(list[Record])


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def compute_version(records: Iterable[Record]) -> str:
    """What tells one state of a dataset from another: twelve hexadecimal digits of its pictures, labels and splits."""
    digest = hashlib.sha256()
    for record in records:
        if record.usable:
            line = f"{record.path}\0{record.label}\0{record.split}\0{record.sha256}\n"
            digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:12]


def write(folder: Path, records: Iterable[Record]) -> str:
    """Write the index of a dataset; returns its checksum, by which `load` knows it again."""
    checksum = files.checksum(b"")
    with files.replacing(folder / FILE) as file:
        for line in _encode_lines(records):
            data = f"{line}\n".encode()
            checksum = files.checksum(data, checksum)
            file.write(data)
    return checksum


def load(folder: Path, checksum: str | None, damaged: str, /, **values: Any) -> tuple[Record, ...]:
    """Read the index of a dataset; see `iterate`."""
    return tuple(iterate(folder, checksum, damaged, **values))


def iterate(folder: Path, checksum: str | None, damaged: str, /, **values: Any) -> Iterator[Record]:
    """Go through the index of a dataset, of which no more than some lines are in memory.

    Args:
        folder: the dataset's.
        checksum: what `write` returned; None if that is not known.
        damaged: the sentence for people if the index cannot be read.
        values: what that sentence names.

    Raises:
        DamagedFileError: it is gone, cannot be read, or, at the end, is not the one that was written.

    """
    path, seen = folder / FILE, files.checksum(b"")
    with files.damage_errors(path, damaged, **values), path.open("rb") as file:
        while lines := file.readlines(_AT_ONCE):
            seen = files.checksum(b"".join(lines), seen)
            yield from _LINES.validate_json(b"[%b]" % b",".join(line for line in lines if line.strip()))
        if checksum not in (None, seen):
            raise ValueError("its checksum differs")


def write_copy(folder: Path, records: Iterable[Record]) -> None:
    """Write what a run learns from into its folder; the file tells its own checksum."""
    files.write_lines(folder / FILE, _encode_lines(records))


def load_copy(folder: Path) -> tuple[Record, ...] | None:
    """Read what a run learned from; None if it has not been written.

    Raises:
        DamagedFileError: the file cannot be read.

    """
    records = files.read_lines(folder / FILE, _LINE.validate_json, COPY_DAMAGED)
    return None if records is None else tuple(records)


def _encode_lines(records: Iterable[Record]) -> Iterator[str]:
    return (_LINE.dump_json(record, exclude_defaults=True).decode() for record in records)
