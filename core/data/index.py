"""The table of a dataset's pictures: `index.jsonl`, one record a line, in the order of their paths."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from core import files
from core.data.pixels.decode import PictureError, examine, read
from core.errors import InputError
from core.i18n import N_, Message

FILE = "index.jsonl"
SPLITS = ("train", "val", "test")

Split = Literal["train", "val", "test"]


class Record(BaseModel):
    """One file of a dataset.

    `path` is relative to the pictures' folder, with forward slashes. A refused record has a `kind` for programs and a
    `reason` for people, and belongs to no split. `width` and `height` are those of the upright picture, in pixels.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

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

    def refused(self, kind: str, reason: Message) -> "Record":
        """The same file, not to be used, and why."""
        return self.model_copy(update={"status": "refused", "split": None, "kind": kind, "reason": reason})


def record_of(root: Path, path: str, label: str, split: Split | None, copy_from: Path | None = None) -> Record:
    """Read one file under `root` and say what it is; with `copy_from` it is first copied from there to `root`."""
    record = Record(path=path, label=label, split=split)
    try:
        data = read((copy_from or root) / path, path)
        if copy_from:
            _write(root / path, data)
        record = record.model_copy(update={"sha256": fingerprint(data)})
        size = examine(data, path)
    except PictureError as error:
        return record.refused(error.kind, error.message)
    return record.model_copy(update={"width": size.width, "height": size.height})


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write(folder: Path, records: Iterable[Record]) -> None:
    lines = (record.model_dump_json(exclude_defaults=True) for record in records)
    files.write_atomically(folder / FILE, "".join(f"{line}\n" for line in lines))


def load(folder: Path) -> tuple[Record, ...]:
    """The records of the dataset in `folder`.

    Raises:
        InputError: the index is gone or damaged.

    """
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
        return tuple(Record.model_validate_json(line) for line in text.split("\n") if line)
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise InputError(
            N_("The dataset {name} is damaged: its {file} cannot be read. Remove it and add it again."),
            name=folder.name,
            file=FILE,
        ) from error
