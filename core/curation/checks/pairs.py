"""Problems of two pictures that are the same: what is told is the worst that it means."""

from collections.abc import Iterator, Mapping, Sequence

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.curation.checks.pictures.measured import iterate_undecided
from core.data import measure_file
from core.data.alike import groups
from core.data.alike.groups import Groups, How
from core.data.datasets import Dataset
from core.data.index import Record
from core.i18n import N_, Message
from core.parallel import Progress

LABEL_CONFLICT, LEAKAGE = "label_conflict", "leakage"
EXACT_DUPLICATE, NEAR_DUPLICATE = "exact_duplicate", "near_duplicate"

_REASONS = {
    EXACT_DUPLICATE: N_("{file} is the same file as {other}. One of them is enough."),
    "pixels": N_("{file} has the same pixels as {other}. One of them is enough."),
    "near": N_("{file} looks the same as {other}. One of them is enough."),
    "mirrored": N_("{file} is the mirror image of {other}. One of them is enough."),
    LEAKAGE: N_("{file} ({split}) is the same picture as {other} ({other_split}). Remove one: it would be tested on."),
    LABEL_CONFLICT: N_(
        "{file} is {label}, and the same picture {other} is {other_label}. One of them is wrong."
    ),
}  # fmt: skip


def load_or_find_groups(dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> Groups:
    """The groups of copies of the dataset; found, and kept, in a dataset of an earlier version.

    Raises:
        InputError: its pictures have to be measured, and one is gone or has changed.
        Cancelled: `cancel` asked for it.

    """
    if (known := groups.load(dataset.folder)) is not None:
        return known
    records = measure_file.list_different(dataset.found)
    rows = measure_file.load_or_measure(dataset, progress=progress, cancel=cancel)
    places = measure_file.find_rows(rows, records)
    found = groups.find(rows, records, cancel, places=[places[record.path] for record in records])
    groups.save(dataset.folder, found)
    return found


def list_exact_pairs(dataset: Dataset, found: Groups | None) -> Iterator[tuple[str, Record, Record]]:
    """Each file that has the bytes or the pixels of an earlier one, with that one and the key of its reason."""
    ways = found.ways if found else {}
    first_of_group = found.first_files if found else {}
    by_file: dict[str, Record] = {}
    by_pixels: dict[str, Record] = {}
    compared = measure_file.find_repeated(iterate_undecided(dataset)) | first_of_group.keys()
    for record in iterate_undecided(dataset):
        if record.sha256 not in compared:
            continue
        same = by_file.setdefault(record.sha256, record)
        if same is not record:
            yield EXACT_DUPLICATE, record, same
            continue
        exact = ways.get(record.sha256, "pixels") == "pixels"
        earlier = by_pixels.setdefault(first_of_group.get(record.sha256, record.sha256), record) if exact else record
        if earlier is not record:
            yield "pixels", record, earlier


def list_near_pairs(dataset: Dataset, found: Groups) -> Iterator[tuple[How, Record, Record]]:
    """Each different file that looks like an earlier one, with that one and the way in which it does."""
    ways, first_of_group = found.ways, found.first_files
    first: dict[str, Record] = {}
    members = (record for record in iterate_undecided(dataset) if record.sha256 in first_of_group)
    for record in measure_file.list_different(members):
        earlier = first.setdefault(first_of_group.get(record.sha256, record.sha256), record)
        how = _choose_way(ways, record, earlier)
        if earlier is not record and how != "pixels":
            yield how, record, earlier


def _choose_way(ways: Mapping[str, How], record: Record, earlier: Record) -> How:
    """A way is known towards the first file of the group; which is not used where that was left out."""
    if earlier.sha256 in ways and ways[earlier.sha256] == ways.get(record.sha256):
        return "pixels" if ways[earlier.sha256] == "pixels" else "near"
    return ways.get(record.sha256, "near")


def build_pair_problems(pairs: Sequence[tuple[str, Record, Record]], kind: str) -> list[Problem]:
    """The problems of the pairs, which are of that kind unless they are something worse."""
    return [_build_problem(kind, reason, record, other) for reason, record, other in pairs]


def _build_problem(kind: str, reason: str, record: Record, other: Record) -> Problem:
    """Another label is worse than another split, and that is worse than being there twice."""
    if record.label != other.label:
        kind = reason = LABEL_CONFLICT
    elif record.split != other.split:
        kind = reason = LEAKAGE
    values = {
        "file": record.path, "split": record.split, "label": record.label,
        "other": other.path, "other_split": other.split, "other_label": other.label,
    }  # fmt: skip
    return Problem(kind, record.path, Message(_REASONS[reason], values), other.path)
