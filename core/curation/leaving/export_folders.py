"""Write a dataset as it was decided: `train/<class>/…`, `val/<class>/…`, `test/<class>/…`, as folders or as a zip.

Beside them lies `glassbox.json`, which says what was decided about which picture. The files are copied, so that whoever
adds the export has the same classes, splits and pixels, but for their metadata: an export goes to others, and the files
of a folder that is used where it lies still say who took them where. Names that some system does not take are changed;
what was changed is told.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from core import files
from core.cancel import NEVER, CancelToken
from core.curation.leaving.safe_names import make_safe, name_distinctly, reserve
from core.data.datasets import Dataset
from core.data.index import SPLITS, Record
from core.data.intake import limits
from core.data.pixels.stripping.strip import strip_metadata
from core.data.pixels.unchanged import read_unchanged
from core.errors import InputError
from core.i18n import N_
from core.parallel import Progress, in_order

MANIFEST = "glassbox.json"


@dataclass(frozen=True)
class Planned:
    """A picture and where it goes; `path` is relative to the export, with forward slashes."""

    record: Record
    path: str


@dataclass(frozen=True)
class Export:
    """What was written: a folder or a zip, how many pictures and bytes, and {class: folder} of renamed classes."""

    path: Path
    pictures: int
    bytes: int
    renamed: Mapping[str, str]


class Decided(BaseModel):
    """A decision about the picture that lay at `path`; `file` is where it is in the export, None if it was left out."""

    path: str
    file: str | None
    decision: str
    found_label: str | None
    found_split: str | None
    label: str | None
    split: str | None


class ExportManifest(BaseModel):
    """The content of `glassbox.json`."""

    dataset: str
    revision: int
    classes: Mapping[str, str]  # {class: its folder}
    splits: Mapping[str, int]
    decisions: Sequence[Decided]


def export_folders(
    dataset: Dataset, folder: Path, *, progress: Progress | None = None, cancel: CancelToken = NEVER
) -> Export:
    """Write the decided dataset as a new folder, which appears when all of it is there.

    Raises:
        InputError: something is in the folder already, it lies within the dataset, the disk is full, or a picture has
            changed since it was added.
        Cancelled: `cancel` asked for it; nothing is left behind.

    """
    folder = folder.absolute()
    check_target(dataset, folder)
    plan = plan_export(dataset)
    limits.check_room(limits.measure(dataset.find_path(one.record) for one in plan), folder.parent)
    with files.temporary_folder(folder.parent) as place:
        _make_folders(place, plan)
        written = sum(in_order(partial(_copy, dataset, place), plan, progress, cancel))
        files.write_atomically(place / MANIFEST, _describe(dataset, plan))
        with files.disk_errors(folder):
            if folder.exists():
                folder.rmdir()
            place.rename(folder)
    return Export(folder, len(plan), written, _list_renamed(dataset))


def export_zip(
    dataset: Dataset, folder: Path, *, progress: Progress | None = None, cancel: CancelToken = NEVER
) -> Export:
    """Write the decided dataset as `<name>.zip` into the folder; see `export_folders`."""
    path = folder.absolute() / f"{make_safe(dataset.name)}.zip"
    check_target(dataset, path)
    plan = plan_export(dataset)
    limits.check_room(limits.measure(dataset.find_path(one.record) for one in plan), path.parent)
    contents = in_order(partial(_read, dataset), plan, progress, cancel)
    with files.replacing(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as opened:
        for planned, data in zip(plan, contents, strict=True):
            opened.writestr(planned.path, data)
        opened.writestr(MANIFEST, _describe(dataset, plan))
    return Export(path, len(plan), path.stat().st_size, _list_renamed(dataset))


def plan_export(dataset: Dataset) -> list[Planned]:
    """Every picture that is used, with its path in the export: the same for the same dataset and decisions."""
    folders = name_distinctly(dataset.classes)
    taken: dict[PurePosixPath, set[str]] = {}
    planned = []
    for record in dataset.list_pictures():
        folder = PurePosixPath(str(record.split), folders[str(record.label)])
        name = reserve(make_safe(PurePosixPath(record.path).name), taken.setdefault(folder, set()))
        planned.append(Planned(record, str(folder / name)))
    return planned


def check_target(dataset: Dataset, path: Path) -> None:
    """Refuse a target with something in it, and one within the dataset, whose folder is never changed.

    Raises:
        InputError: it cannot be used.

    """
    if any(path.resolve().is_relative_to(own.resolve()) for own in (dataset.root, dataset.folder)):
        raise InputError(
            N_("{path} lies within the folder of the dataset {name}. Choose a folder elsewhere."),
            path=str(path), name=dataset.name,
        )  # fmt: skip
    with _readable(path):
        occupied = any(path.iterdir()) if path.is_dir() else path.exists()
    if occupied:
        raise InputError(N_("There is something at {path} already. Choose an empty or a new folder."), path=str(path))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise files.not_writable(path) from error


def _list_renamed(dataset: Dataset) -> Mapping[str, str]:
    return {label: folder for label, folder in name_distinctly(dataset.classes).items() if label != folder}


def _make_folders(place: Path, plan: Sequence[Planned]) -> None:
    with files.disk_errors(place):
        for folder in {PurePosixPath(planned.path).parent for planned in plan}:
            (place / folder).mkdir(parents=True, exist_ok=True)


def _copy(dataset: Dataset, place: Path, planned: Planned) -> int:
    data = _read(dataset, planned)
    with files.disk_errors(place):
        return (place / planned.path).write_bytes(data)


def _read(dataset: Dataset, planned: Planned) -> bytes:
    return strip_metadata(read_unchanged(dataset, planned.record), planned.record.path)


def _describe(dataset: Dataset, plan: Sequence[Planned]) -> str:
    manifest = ExportManifest(
        dataset=dataset.name,
        revision=dataset.manifest.revision,
        classes=name_distinctly(dataset.classes),
        splits={split: dataset.manifest.splits[split] for split in SPLITS},
        decisions=_list_decisions(dataset, {planned.record.path: planned for planned in plan}),
    )
    return manifest.model_dump_json(indent=1)


def _list_decisions(dataset: Dataset, plan: Mapping[str, Planned]) -> list[Decided]:
    return [
        Decided(
            path=record.path,
            file=plan[record.path].path if record.path in plan else None,
            decision=dataset.decisions[record.path].kind,
            found_label=record.label,
            found_split=record.split,
            **_read_outcome(plan.get(record.path)),
        )
        for record in dataset.found
        if record.path in dataset.decisions
    ]


def _read_outcome(planned: Planned | None) -> dict[str, Any]:
    if planned is None:
        return {"label": None, "split": None}
    return {"label": planned.record.label, "split": planned.record.split}
