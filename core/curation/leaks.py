"""Count the pictures that are in two splits or under two labels, copies of one another included."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from core.curation.data_state import DataState
from core.data import index
from core.data.alike import groups
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.packed.packed_records import NONE, Numbers, PackedRecords
from core.data.splits import TRAIN

Chosen = npt.NDArray[np.bool_]


def compute_state(dataset: Dataset, records: Iterable[Record] | None = None) -> DataState:
    """Count among the records of a dataset, or among those that a run has learned from, decisions applied."""
    found = groups.load(dataset.folder)
    counted = PackedRecords(dataset.iterate_records() if records is None else records)
    chosen = counted.mark_usable() & ~_mark_kept(dataset, counted)
    pictures = groups.number_pictures(found, counted)[chosen]
    splits = counted.number_splits()[chosen]
    return DataState(
        version=index.compute_version(counted),
        leaks=int(np.count_nonzero(_differ(pictures, splits) & (splits != TRAIN))),
        conflicts=int(np.count_nonzero(_differ(pictures, counted.number_labels()[chosen]))),
        absent=_list_absent(dataset.classes, counted),
        compared=found is not None,
        revision=dataset.manifest.revision,
    )


def _mark_kept(dataset: Dataset, records: PackedRecords) -> Chosen:
    """Those that somebody has looked at and decided to keep; of one that was not read nothing is known to count."""
    kept = {path for path, decision in dataset.decisions.items() if decision.kind == "keep"}
    unread: Chosen = records.number_files() == NONE
    return unread | [path in kept for path in records.paths] if kept else unread


def _differ(pictures: Numbers, values: npt.NDArray[np.integer]) -> Chosen:
    """For each record whether another one of the same picture has another value."""
    low = np.full(pictures.max(initial=0) + 1, np.iinfo(np.int64).max)
    high = np.full_like(low, np.iinfo(np.int64).min)
    np.minimum.at(low, pictures, values)
    np.maximum.at(high, pictures, values)
    return np.asarray((low != high)[pictures], dtype=bool)


def _list_absent(classes: Sequence[str], records: PackedRecords) -> list[str]:
    """The classes without a test picture, where there are test pictures of others."""
    tested = {label for label, split in records.list_kinds() if split == "test"}
    return [label for label in classes if label not in tested] if tested else []
