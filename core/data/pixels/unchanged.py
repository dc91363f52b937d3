"""Whether a dataset's pictures are still those that were added: one rule for all that learns from them or judges.

A file that has the size and the times that it had when its content was last compared is unchanged; of any other the
content is compared again, by its SHA-256. What was seen is kept in `seen.npz` in the dataset's folder.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core import files
from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.data.index import Record, fingerprint
from core.data.packed.packed_texts import PackedTexts
from core.data.pixels.picture_file import PictureError, read
from core.errors import InputError
from core.i18n import N_
from core.parallel import in_order

FILE = "seen.npz"
Stamp = tuple[int, int, int]  # bytes, and nanoseconds of the last change of the content and of the file's description
NO_STAMP: Stamp = (-1, -1, -1)  # of a file that is not there


def read_unchanged(dataset: Dataset, record: Record) -> bytes:
    """The bytes of a picture, which are those that were there when the dataset was added.

    Raises:
        InputError: it has vanished or changed since.

    """
    path = dataset.find_path(record)
    try:
        data = read(path, record.path)
    except PictureError as error:
        if error.kind != "missing":
            raise
        raise _make_vanished_error(dataset, path) from error
    if fingerprint(data) != record.sha256:
        raise _make_changed_error(dataset, path)
    return data


def check_unchanged(dataset: Dataset, records: Sequence[Record], cancel: CancelToken = NEVER) -> None:
    """Go through the pictures, and read those again whose size or times differ from what was last seen.

    Raises:
        InputError: one has vanished or changed since the dataset was added.
        Cancelled: `cancel` asked for it.

    """
    check_root(dataset)
    seen = _load(dataset.folder)
    stamps = {record.path: read_stamp(dataset.find_path(record)) for record in records}
    doubtful = [record for record in records if stamps[record.path] != seen.get(record.path)]
    for _data in in_order(partial(_compare, dataset), doubtful, cancel=cancel):
        pass
    if doubtful:
        remember(dataset, stamps)


def _compare(dataset: Dataset, record: Record) -> None:
    read_unchanged(dataset, record)


def read_stamp(path: Path) -> Stamp:
    """The size and times of a picture's file; taken before its content is read, so that a later change is noticed."""
    try:
        found = path.stat()
    except OSError:
        return NO_STAMP
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def remember(dataset: Dataset, stamps: Mapping[str, Stamp]) -> None:
    """Write what the files were like whose content was right."""
    known = {**_load(dataset.folder), **stamps}
    write_stamps(dataset.folder, PackedTexts(known), np.array(list(known.values()), dtype=np.int64))


def write_stamps(folder: Path, paths: PackedTexts, stamps: npt.NDArray[np.int64]) -> None:
    """Write what the files of a dataset are like into its folder: a row of `stamps` for each path."""
    files.write_arrays(folder / FILE, {"paths": paths.join(), "stamps": stamps.reshape(-1, 3)})


def _load(folder: Path) -> dict[str, Stamp]:
    """What was seen, by path; a file that is damaged or not there is as one that knows nothing."""
    kept = _read(folder / FILE)
    if kept is None or not len(kept["stamps"]):
        return {}
    paths = _split_paths(kept["paths"])
    return {path: (int(a), int(b), int(c)) for path, (a, b, c) in zip(paths, kept["stamps"], strict=True)}


def _split_paths(kept: np.ndarray) -> list[str]:
    """The paths of a file; one of an earlier version has them as a text, which takes four times as much memory."""
    text = kept.tobytes().decode() if kept.dtype == np.uint8 else str(kept)
    return text.split("\0")


@files.none_if_damaged
def _read(path: Path) -> dict[str, np.ndarray] | None:
    return files.read_arrays(path, ("paths", "stamps"))


def check_root(dataset: Dataset) -> None:
    """Raises InputError if the pictures' folder is gone."""
    if not dataset.root.is_dir():
        raise InputError(
            N_("The folder {folder} of the dataset {name} is gone. Put it back, or remove the dataset."),
            folder=str(dataset.root),
            name=dataset.name,
        )


def _make_vanished_error(dataset: Dataset, path: Path) -> InputError:
    return InputError(
        N_("{file} is gone since the dataset {name} was added. Put it back, or remove the dataset and add it again."),
        file=str(path),
        name=dataset.name,
    )


def _make_changed_error(dataset: Dataset, path: Path) -> InputError:
    return InputError(
        N_("{file} has changed since the dataset {name} was added. Remove the dataset and add it again."),
        file=str(path),
        name=dataset.name,
    )
