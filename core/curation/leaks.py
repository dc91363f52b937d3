"""Count the pictures that are in two splits or under two labels, copies of one another included."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from core.curation.data_state import DataState
from core.data import index
from core.data.alike import groups
from core.data.datasets import Dataset
from core.data.index import Record


def compute_state(dataset: Dataset, records: Sequence[Record] | None = None) -> DataState:
    """Count among the records of a dataset, or among those that a run has learned from, decisions applied."""
    found, counted = groups.load(dataset.folder), dataset.records if records is None else records
    kept = {path for path, decision in dataset.decisions.items() if decision.kind == "keep"}
    pictures = [record for record in counted if record.usable and record.path not in kept]
    copies = _group(groups.map_records(found, pictures), pictures)
    return DataState(
        version=index.compute_version(counted),
        leaks=sum(_count_leaks(same) for same in copies),
        conflicts=sum(len(same) for same in copies if len({record.label for record in same}) > 1),
        absent=_list_absent(dataset.classes, counted),
        compared=found is not None,
        revision=dataset.manifest.revision,
    )


def _group(pictures: Mapping[str, str], records: Iterable[Record]) -> list[list[Record]]:
    """The copies of each picture that has some."""
    by_picture: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.path in pictures:
            by_picture[pictures[record.path]].append(record)
    return [same for same in by_picture.values() if len(same) > 1]


def _count_leaks(same: Sequence[Record]) -> int:
    """How many of the copies of a picture are used to judge, where another split has it too."""
    if len({record.split for record in same}) == 1:
        return 0
    return sum(record.split != "train" for record in same)


def _list_absent(classes: Sequence[str], records: Sequence[Record]) -> list[str]:
    """The classes without a test picture, where there are test pictures of others."""
    tested = {record.label for record in records if record.usable and record.split == "test"}
    return [label for label in classes if label not in tested] if tested else []
