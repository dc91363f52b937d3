"""Mend what can be mended without looking, in one change that `core.curation.deciding.decide.undo` takes back.

Left out are: of identical pictures in one split and class all but one; of copies in several splits those that are not
in the last one (test before validation before training), so that the model is judged on pictures that it has not seen;
and blank pictures. Copies under two labels stay: which of them is right takes a look. So do copies of validation and
test pictures where a class would lose most of what it is learned from: which split is to lose them is for a person to
say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from core.curation.checks.pictures.blank import Blank
from core.curation.deciding.decide import decide_all
from core.curation.known import is_measured
from core.data import datasets
from core.data.alike import groups
from core.data.alike.groups import Groups
from core.data.datasets import Dataset
from core.data.decisions import Decision
from core.data.index import SPLITS, Record

LEAVE_OUT = Decision(kind="leave_out")
MENDED = ("leakage", "exact_duplicate", "blank")  # kinds of problems that are safe to mend


def mend(name: str) -> list[str]:
    """Leave out what is safe to leave out.

    A picture about which somebody has decided stays as it was decided, and every class keeps a training picture.

    Returns:
        the paths that were left out; nothing is written if there are none.

    Raises:
        InputError: there is no such dataset, or it is damaged.

    """
    surplus = find_surplus(datasets.load(name))
    if surplus:
        decide_all(name, dict.fromkeys(surplus, LEAVE_OUT))
    return surplus


def find_surplus(dataset: Dataset) -> list[str]:
    """The paths of what can be left out, in the order of the index."""
    pictures, found = dataset.list_pictures(), groups.load(dataset.folder)
    blank = {problem.path for problem in Blank().find(dataset)} if is_measured(dataset) else set()
    surplus = {path for path in blank if path not in dataset.decisions}
    copied = _list_copied(pictures, found)
    for same in _group_same_pixels(copied, found):
        surplus |= set(_find_surplus_copies(dataset, [record for record in same if record.path not in blank]))
    leaking = {
        path
        for copies in _group_copies(copied, found)
        for path in _find_leaking(dataset, [record for record in copies if record.path not in surplus])
    }
    too_many = _find_too_many(pictures, surplus, leaking) if leaking else set()
    return _keep_classes(pictures, surplus | leaking - too_many)


def _list_copied(pictures: Sequence[Record], found: Groups | None) -> list[Record]:
    """Those that are there more than once, in whichever way: of many pictures few."""
    first = found.first_files if found else {}
    counted = Counter(record.sha256 for record in pictures)
    return [one for one in pictures if one.sha256 and (one.sha256 in first or counted[one.sha256] > 1)]


def _group_same_pixels(pictures: Iterable[Record], found: Groups | None) -> Iterable[list[Record]]:
    """Of each split and class the pictures with the same pixels."""
    ways, first = (found.ways, found.first_files) if found else ({}, {})
    same: dict[tuple[str, str | None, str | None], list[Record]] = defaultdict(list)
    for record in pictures:
        exact = ways.get(record.sha256, "pixels") == "pixels"
        picture = first.get(record.sha256, record.sha256) if exact else record.sha256
        same[picture, record.split, record.label].append(record)
    return same.values()


def _find_surplus_copies(dataset: Dataset, same: Sequence[Record]) -> list[str]:
    """All but the first; one that somebody decided to keep goes before the first."""
    undecided = [record.path for record in same if record.path not in dataset.decisions]
    return undecided if len(undecided) < len(same) else undecided[1:]


def _group_copies(pictures: Iterable[Record], found: Groups | None) -> Iterable[list[Record]]:
    by_picture: dict[str, list[Record]] = defaultdict(list)
    by_path: Mapping[str, Record] = {record.path: record for record in pictures}
    for path, picture in groups.map_records(found, by_path.values()).items():
        by_picture[picture].append(by_path[path])
    return by_picture.values()


def _find_leaking(dataset: Dataset, copies: Sequence[Record]) -> list[str]:
    """Those outside the last split that has a copy; none where labels differ."""
    if len({record.label for record in copies}) != 1:
        return []
    last = max((str(record.split) for record in copies), key=SPLITS.index)
    return [record.path for record in copies if record.split != last and record.path not in dataset.decisions]


def _find_too_many(pictures: Sequence[Record], surplus: set[str], leaking: set[str]) -> set[str]:
    """The leaking training pictures of classes that consist of them for the most part."""
    taught = [record for record in pictures if record.split == "train" and record.path not in surplus]
    left = Counter(record.label for record in taught)
    lost = Counter(record.label for record in taught if record.path in leaking)
    return {record.path for record in taught if record.path in leaking and 2 * lost[record.label] > left[record.label]}


def _keep_classes(pictures: Sequence[Record], surplus: set[str]) -> list[str]:
    """In the order of the index, without the last training picture of a class."""
    left = Counter(record.label for record in pictures if record.split == "train")
    chosen = []
    for record in pictures:
        if record.path not in surplus:
            continue
        if record.split == "train":
            if left[record.label] == 1:
                continue
            left[record.label] -= 1
        chosen.append(record.path)
    return chosen
