"""What is wrong with a dataset's pictures among each other: doubles, the same in two splits or under two labels.

Exact doubles have the same SHA-256. Near ones look the same: the dHash (64 bits, each whether a pixel of 9 x 8 is
darker than its neighbour; N. Krawetz, Kind of like that, 2013) differs in at most `BITS`, and 32 x 32 grey pixels
by at most `GREY` levels in the mean. Pictures under `SMALLEST` pixels are only compared exactly: at 8 x 8 pixels
different digits look the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.pixels.cache import read_unchanged
from core.data.pixels.decode import picture
from core.i18n import N_, Message
from core.parallel import Progress, in_order

BITS, GREY, SMALLEST = 6, 8.0, 32
SIDE = 32  # pixels that are compared
AT_ONCE = 512  # rows of the table of all pairs

Hashes = npt.NDArray[np.uint64]
Looks = npt.NDArray[np.int16]

_SAME = {
    "exact_duplicate": N_("{file} is the same file as {other}. One of them is enough."),
    "near_duplicate": N_("{file} looks the same as {other}. One of them is enough."),
}
_WORSE = {
    "leakage": N_(
        "{file} ({split}) is the same picture as {other} ({other_split}). Remove one: it would be tested on."
    ),
    "label_conflict": N_("{file} is {label}, and the same picture {other} is {other_label}. One of them is wrong."),
}


@dataclass(frozen=True)
class Problem:
    """A file, in which way it is a problem, and the second file of a pair."""

    kind: str
    path: str
    reason: Message
    other: str | None = None


def check(dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
    """The files that are not used, then the doubles; each double is told once, with the first of its kind.

    Raises:
        InputError: a picture is gone or has changed.
        Cancelled: `cancel` asked for it.

    """
    refused = [
        Problem(str(record.kind), record.path, record.reason)
        for record in dataset.problems
        if record.reason is not None
    ]
    return [*refused, *same_file(dataset), *same_looks(dataset, progress=progress, cancel=cancel)]


def same_file(dataset: Dataset) -> list[Problem]:
    """The exact doubles, which the index knows; each is told once, with the first of its kind."""
    first: dict[str, Record] = {}
    pairs = [(record, first.setdefault(record.sha256, record)) for record in dataset.pictures()]
    return [_problem("exact_duplicate", record, other) for record, other in pairs if other is not record]


def same_looks(dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
    """The near doubles among pictures that are no exact ones; every picture is opened.

    Raises:
        InputError: a picture is gone or has changed.
        Cancelled: `cancel` asked for it.

    """
    first = {record.sha256: record for record in reversed(dataset.pictures())}
    single = [record for record in reversed(first.values()) if min(record.width, record.height) >= SMALLEST]
    seen = list(in_order(partial(_looks, dataset), single, progress, cancel))
    return [_problem("near_duplicate", single[later], single[earlier]) for later, earlier in _alike(seen)]


def _problem(kind: str, record: Record, other: Record) -> Problem:
    """Of one pair; another label is worse than another split, and that is worse than being there twice."""
    if record.label != other.label:
        kind = "label_conflict"
    elif record.split != other.split:
        kind = "leakage"
    values = {
        "file": record.path, "split": record.split, "label": record.label,
        "other": other.path, "other_split": other.split, "other_label": other.label,
    }  # fmt: skip
    return Problem(kind, record.path, Message((_SAME | _WORSE)[kind], values), other.path)


def _looks(dataset: Dataset, record: Record) -> tuple[np.uint64, Looks]:
    """The dHash and the small grey picture."""
    grey = picture(read_unchanged(dataset, record), name=record.path, enough=SIDE).convert("L")
    small = np.asarray(grey.resize((9, 8), Image.Resampling.BILINEAR)).astype(np.int16)
    bits = np.packbits(small[:, 1:] > small[:, :-1])
    look = np.asarray(grey.resize((SIDE, SIDE), Image.Resampling.BILINEAR)).astype(np.int16)
    return bits.view(np.uint64)[0], look


def _alike(seen: Sequence[tuple[np.uint64, Looks]]) -> Iterator[tuple[int, int]]:
    """The places of each picture that looks like an earlier one, and of the first that it looks like."""
    hashes = np.array([bits for bits, _look in seen], dtype=np.uint64)
    for start in range(0, len(hashes), AT_ONCE):
        apart = np.bitwise_count(hashes[start : start + AT_ONCE, None] ^ hashes[None])
        yield from _first_alike(apart, seen, start)


def _first_alike(
    apart: npt.NDArray[np.uint8], seen: Sequence[tuple[np.uint64, Looks]], start: int
) -> Iterator[tuple[int, int]]:
    told = set()
    for row, column in np.argwhere(apart <= BITS).tolist():
        later = start + row
        if column < later and later not in told and np.abs(seen[later][1] - seen[column][1]).mean() <= GREY:
            told.add(later)
            yield later, column
