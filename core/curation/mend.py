"""Mend what can be mended without looking: of identical files in one split and class, leave out all but one."""

from collections import defaultdict

from core.curation.decide import decide_all
from core.data import datasets
from core.data.datasets import Dataset
from core.data.decisions import Decision
from core.data.index import Record

LEAVE_OUT = Decision(kind="leave_out")


def mend(name: str) -> list[str]:
    """Leave the surplus copies out, in one change that `core.curation.decide.undo` takes back.

    A picture about which somebody has decided stays as it was decided. Copies in two splits or under two labels stay
    too: which of them is right takes a look.

    Returns:
        the paths that were left out; nothing is written if there are none.

    Raises:
        InputError: there is no such dataset, or it is damaged.

    """
    surplus = find_surplus_copies(datasets.load(name))
    if surplus:
        decide_all(name, dict.fromkeys(surplus, LEAVE_OUT))
    return surplus


def find_surplus_copies(dataset: Dataset) -> list[str]:
    """The paths of identical files that can be left out, in the order of the index."""
    copies: dict[tuple[str, str | None, str | None], list[Record]] = defaultdict(list)
    for record in dataset.list_pictures():
        copies[record.sha256, record.split, record.label].append(record)
    surplus = {path for same in copies.values() for path in _find_surplus(dataset, same)}
    return [record.path for record in dataset.list_pictures() if record.path in surplus]


def _find_surplus(dataset: Dataset, same: list[Record]) -> list[str]:
    """All but the first; one that somebody decided to keep goes before the first."""
    undecided = [record.path for record in same if record.path not in dataset.decisions]
    return undecided if len(undecided) < len(same) else undecided[1:]
