"""What a dataset is, apart from its pictures: `dataset.json`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core import files
from core.data.index import SPLITS, Record
from core.errors import InputError
from core.i18n import N_

FILE = "dataset.json"
FORMAT = 1
PICTURES = "pictures"

Kind = Literal["sketches", "digits", "folder", "zip"]


class Source(BaseModel):
    """Where the pictures came from: the kind, the folder or zip if there was one, and the options."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    location: str | None = None
    options: Mapping[str, int] = Field(default_factory=dict)


class Manifest(BaseModel):
    """The dataset in short; enough for a list of datasets.

    `folder` is where the pictures lie: absolute, or relative to the dataset's own folder. `drawn` says that a program
    drew the pictures, so that nobody takes them for photos. `counts` is {label: {split: pictures}}. `revision` goes up
    with every decision about a picture.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    name: str
    source: Source
    created: datetime
    folder: str
    classes: Sequence[str]
    drawn: bool
    counts: Mapping[str, Mapping[str, int]]
    refused: int
    revision: int = 0

    @property
    def images(self) -> int:
        """How many pictures can be used."""
        return sum(sum(by_split.values()) for by_split in self.counts.values())

    @property
    def splits(self) -> dict[str, int]:
        """How many pictures each split has."""
        return {split: sum(by_split[split] for by_split in self.counts.values()) for split in SPLITS}


def describe(name: str, source: Source, folder: str, records: Sequence[Record]) -> Manifest:
    """The manifest that goes with an index."""
    classes = sorted({str(record.label) for record in records if record.usable})
    return Manifest(
        name=name,
        source=source,
        created=datetime.now(UTC),
        folder=folder,
        classes=classes,
        drawn=source.kind == "sketches",
        counts=_counts(classes, records),
        refused=_refused(records),
    )


def recount(manifest: Manifest, records: Sequence[Record]) -> Manifest:
    """The manifest after a decision about a picture; its classes stay what they were."""
    return manifest.model_copy(
        update={
            "counts": _counts(manifest.classes, records),
            "refused": _refused(records),
            "revision": manifest.revision + 1,
        }
    )


def _counts(classes: Sequence[str], records: Sequence[Record]) -> dict[str, dict[str, int]]:
    counted = Counter((str(record.label), str(record.split)) for record in records if record.usable)
    return {label: {split: counted[label, split] for split in SPLITS} for label in classes}


def _refused(records: Sequence[Record]) -> int:
    return sum(not record.usable for record in records)


def write(folder: Path, manifest: Manifest) -> None:
    files.write_atomically(folder / FILE, manifest.model_dump_json(indent=2))


def load(folder: Path) -> Manifest:
    """The manifest of the dataset in `folder`.

    Raises:
        InputError: it is gone, damaged, or of a later Glassbox.

    """
    try:
        return Manifest.model_validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(
            N_("The dataset {name} is damaged: its {file} cannot be read. Remove it and add it again."),
            name=folder.name,
            file=FILE,
        ) from error
