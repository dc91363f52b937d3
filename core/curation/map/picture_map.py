"""A map of a dataset: a position for every picture, those that look alike to the backbone close together.

It is saved in the dataset's folder (`picture_map.npz`) with a key of its pictures. A decision moves no picture on the
map: what is left out is not drawn, and is back where it was when that is undone.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from core import files
from core.backbone.features import compute_features, count_missing_features, take_picture_of_record
from core.cancel import NEVER, CancelToken
from core.curation.map.projection import Array, project
from core.data.datasets import Dataset
from core.data.index import Record, fingerprint
from core.parallel import Progress

FILE = "picture_map.npz"
ARRAYS = ("key", "positions")
FEATURES_RATE = 65.0  # pictures a second and core, as two cores of a Xeon reached 133 to 160 a second together
START_SECONDS, PLACING_SECONDS = 3.0, 0.002  # of a worker; of each picture, as `benchmarks/map_quality.py` measured it


@dataclass(frozen=True)
class PictureMap:
    """The pictures as they were found, and the position of each, (n, 2) from -1 to 1."""

    records: Sequence[Record]
    positions: Array

    @cached_property
    def places(self) -> dict[str, int]:
        """{path: the picture's row in `positions`}."""
        return {record.path: place for place, record in enumerate(self.records)}

    def find_nearest(self, path: str, among: Sequence[Record], count: int) -> list[str]:
        """The paths of the `count` pictures of `among` that lie nearest to that one, itself first."""
        rows = self.positions[[self.places[record.path] for record in among]]
        squared = ((rows - self.positions[self.places[path]]) ** 2).sum(axis=1)
        nearest = [among[place].path for place in np.argsort(squared, kind="stable")[: count + 1]]
        return [path, *(one for one in nearest if one != path)][:count]


def compute_rows(dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> Array:
    """The features of every picture, those that were left out too; what is stored is not computed again.

    Raises:
        InputError: a picture is gone or has changed, or the pretrained weights are missing.
        Cancelled: `cancel` asked for it.

    """
    pictures = [take_picture_of_record(dataset, record) for record in _select_records(dataset)]
    return compute_features(pictures, progress=progress, cancel=cancel)


def draw(dataset: Dataset, rows: Array, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> PictureMap:
    """Compute the positions of the pictures from what `compute_rows` returned, and save the map.

    Raises:
        Cancelled: `cancel` asked for it; nothing is saved.

    """
    return save(dataset, project(rows, progress=progress, cancel=cancel))


def save(dataset: Dataset, positions: Array) -> PictureMap:
    """Keep these positions, (n, 2) from -1 to 1, of all pictures as they were found."""
    records = _select_records(dataset)
    files.write_arrays(dataset.folder / FILE, {"key": _compute_key(records), "positions": positions})
    return PictureMap(records, positions)


def load(dataset: Dataset) -> PictureMap | None:
    """Read the map; None if there is none, it cannot be read, or it is of other pictures."""
    arrays, records = _read(dataset.folder / FILE), _select_records(dataset)
    if arrays is None or arrays["key"] != _compute_key(records):
        return None
    return PictureMap(records, arrays["positions"])


def find_damaged(dataset: Dataset) -> Path | None:
    """The file of the map if it is there and cannot be read."""
    path = dataset.folder / FILE
    return path if path.exists() and _read(path) is None else None


def estimate_seconds(dataset: Dataset) -> float:
    """How long drawing the map takes on this machine, from what is stored, its cores and measured rates."""
    records = _select_records(dataset)
    missing = count_missing_features([take_picture_of_record(dataset, record) for record in records])
    features = missing / (FEATURES_RATE * (os.cpu_count() or 1))
    return START_SECONDS + features + PLACING_SECONDS * len(records)


@files.none_if_damaged
def _read(path: Path) -> dict[str, np.ndarray] | None:
    return files.read_arrays(path, ARRAYS)


def _select_records(dataset: Dataset) -> list[Record]:
    return [record for record in dataset.found if record.usable]


def _compute_key(records: Sequence[Record]) -> str:
    return fingerprint("\n".join(f"{record.path}\0{record.sha256}" for record in records).encode())
