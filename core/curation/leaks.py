"""Count the pictures that are in two splits or under two labels, copies of one another included."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from core.curation.data_state import DataState
from core.data.alike import groups
from core.data.datasets import Dataset
from core.data.index import Record


def compute_state(dataset: Dataset) -> DataState:
    """Read the index, the copies and the decisions, and count."""
    found = groups.load(dataset.folder)
    kept = {path for path, decision in dataset.decisions.items() if decision.kind == "keep"}
    pictures = [record for record in dataset.list_pictures() if record.path not in kept]
    copies = _group(groups.map_records(found, pictures), pictures)
    return DataState(
        version=dataset.version,
        leaks=sum(_count_leaks(same) for same in copies),
        conflicts=sum(len(same) for same in copies if len({record.label for record in same}) > 1),
        absent=_list_absent(dataset),
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


def _list_absent(dataset: Dataset) -> list[str]:
    if not dataset.manifest.splits["test"]:
        return []
    return [label for label, by_split in dataset.counts.items() if not by_split["test"]]
