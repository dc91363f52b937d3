"""What a dataset is, apart from its pictures: `dataset.json`."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from core import files
from core.data.index import SPLITS, Record
from core.files import DamagedFileError
from core.i18n import N_
from core.units import sort_names

FILE = "dataset.json"
FORMAT = 1
PICTURES = "pictures"
DAMAGED = N_(
    "The dataset {name} is damaged: its {file} cannot be read. Add its pictures again under another name, then remove "
    "this one."
)
DAMAGED_WITH_PICTURES = N_(
    "The dataset {name} is damaged: its {file} cannot be read. Its pictures are in {folder}: add copies of them under "
    "another name, then remove this one."
)

Kind = Literal[
    "sketches", "digits", "folder", "zip", "upload",
    "cats_and_dogs_filtered", "flower_photos", "cifar10", "fashion_mnist",
]  # fmt: skip


Counted = Counter[tuple[str, str]]  # pictures by label and split
_REFUSED = ("", "")  # no label is empty


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
    with every decision about a picture. `index` is the checksum of `index.jsonl`; older datasets do not know it.
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
    index: str | None = None

    @property
    def images(self) -> int:
        """How many pictures can be used."""
        return sum(sum(by_split.values()) for by_split in self.counts.values())

    @property
    def splits(self) -> dict[str, int]:
        """How many pictures each split has."""
        return {split: sum(by_split[split] for by_split in self.counts.values()) for split in SPLITS}


def describe(name: str, source: Source, folder: str, records: Iterable[Record]) -> Manifest:
    """The manifest that goes with an index."""
    counted, refused = _count(records)
    classes = sort_names({label for label, _split in counted})
    return Manifest(
        name=name,
        source=source,
        created=datetime.now(UTC),
        folder=folder,
        classes=classes,
        drawn=source.kind == "sketches",
        counts=_order_by_split(classes, counted),
        refused=refused,
    )


def recount(manifest: Manifest, records: Sequence[Record]) -> Manifest:
    """The manifest after a decision about a picture; its classes stay what they were."""
    counted, refused = _count(records)
    return manifest.model_copy(
        update={
            "counts": _order_by_split(manifest.classes, counted),
            "refused": refused,
            "revision": manifest.revision + 1,
        }
    )


def _count(records: Iterable[Record]) -> tuple[Counted, int]:
    """How many pictures each label and split have, and how many files are not used; goes through them once."""
    counted = Counter((str(record.label), str(record.split)) if record.usable else _REFUSED for record in records)
    return counted, counted.pop(_REFUSED, 0)


def _order_by_split(classes: Sequence[str], counted: Counted) -> dict[str, dict[str, int]]:
    return {label: {split: counted[label, split] for split in SPLITS} for label in classes}


def write(folder: Path, manifest: Manifest) -> None:
    files.write_json(folder / FILE, manifest)


def load(folder: Path) -> Manifest:
    """The manifest of the dataset in `folder`.

    Raises:
        InputError: it is gone, damaged, or of a later Glassbox.

    """
    pictures = folder / PICTURES
    text, values = explain_damage(folder.name, FILE, pictures if pictures.is_dir() else None)
    manifest = files.read_json(folder / FILE, Manifest, text, **values)
    if manifest is None:
        raise DamagedFileError(folder / FILE, text, **values)
    return _order_counts(manifest)


def _order_counts(manifest: Manifest) -> Manifest:
    """The manifest with its counts in the order of the classes, which its file does not keep."""
    counts = {label: manifest.counts[label] for label in manifest.classes if label in manifest.counts}
    return manifest.model_copy(update={"counts": counts | dict(manifest.counts)})


def check(manifest: Manifest, found: Sequence[Record]) -> None:
    """Raise ValueError if these are not all of the records that the manifest was made of."""
    told = manifest.images + manifest.refused
    if len(found) != told:
        raise ValueError(f"{len(found)} records, and {FILE} tells of {told}")
    if sorted(classes := {str(record.label) for record in found if record.usable}) != sorted(manifest.classes):
        raise ValueError(f"the classes {sorted(classes)}, and {FILE} tells of {list(manifest.classes)}")


def explain_damage(name: str, file: str, pictures: Path | None) -> tuple[str, dict[str, str]]:
    """What people are told of a dataset's file that cannot be read: the pictures are never at stake."""
    values = {"name": name, "file": file}
    return (DAMAGED, values) if pictures is None else (DAMAGED_WITH_PICTURES, {**values, "folder": str(pictures)})
