"""A new dataset of the pictures of another one and some more, which are for training.

The other dataset stays as it is, so that what was measured with it still holds, and models of both can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core import files, workspace
from core.cancel import NEVER, CancelToken
from core.curation.leaving.export_folders import MANIFEST, export_folders
from core.curation.leaving.safe_names import make_safe, name_distinctly, reserve
from core.data import datasets
from core.data.datasets import Dataset
from core.data.intake import adding, limits
from core.data.intake.layout.choices import LayoutChoices
from core.data.intake.uploaded import UploadedFolder
from core.data.pixels.picture_file import read
from core.data.pixels.stripping.strip import strip_metadata
from core.errors import InputError
from core.i18n import N_
from core.parallel import Progress, stage

TOO_MANY = 1000  # names that are tried


@dataclass(frozen=True)
class Labelled:
    """A picture to add: its file or the bytes of it, what it is called, and its class."""

    source: Path | bytes
    name: str
    label: str


def propose_name(dataset: str) -> str:
    """A free name for the extended dataset: `pets 2` after `pets`."""
    taken = {name.casefold() for name in datasets.list_names()}
    names = (f"{dataset} {number}" for number in range(2, TOO_MANY))
    return next(name for name in names if name.casefold() not in taken)


def extend(
    dataset: Dataset,
    name: str,
    pictures: Sequence[Labelled],
    *,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
) -> Dataset:
    """Make the dataset `name` of that one as it was decided, splits and all, with these pictures for training.

    Raises:
        InputError: the name is taken, a picture cannot be read, a class is none of the dataset's, or the disk is full.
        Cancelled: `cancel` asked for it; nothing is left behind.

    """
    room = workspace.current().jobs
    limits.check_room(0, room)
    with files.temporary_folder(room) as place:
        folder = place / make_safe(dataset.name)
        export_folders(dataset, folder, progress=stage(progress, 0, 2), cancel=cancel)
        (folder / MANIFEST).unlink()
        _put(dataset, folder / "train", pictures)
        return adding.add(
            UploadedFolder(folder, dataset.name), name, choices=LayoutChoices(reading="splits"),
            progress=stage(progress, 1, 2), cancel=cancel,
        )  # fmt: skip


def _put(dataset: Dataset, train: Path, pictures: Sequence[Labelled]) -> None:
    folders = name_distinctly(dataset.classes)
    for picture in pictures:
        if picture.label not in folders:
            text = N_("{name} has no class {label}. Choose one of its classes.")
            raise InputError(text, name=dataset.name, label=picture.label)
        folder = train / folders[picture.label]
        data = strip_metadata(read(picture.source, picture.name), picture.name)
        with files.disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _choose_name(folder, picture.name)).write_bytes(data)


def _choose_name(folder: Path, name: str) -> str:
    """A name that is free in the folder and possible on every system."""
    taken = set[str]()
    for path in folder.iterdir():
        reserve(path.name, taken)
    return reserve(make_safe(Path(name).name), taken)
