"""Parts of an evaluation by what the pictures are like, and where the model errs more often than elsewhere.

The parts are by size (thirds of the shorter side), brightness (thirds), orientation and file type. Each is held against
all other pictures by Fisher's exact test, one-sided since the question is where it is worse; Holm's correction is for
all parts that are tested together.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from posixpath import splitext
from typing import Any

import numpy as np

from core.data import measure_file
from core.data.datasets import Dataset
from core.data.index import Record
from core.evaluation.comparison.compare import SIGNIFICANT, adjust_by_holm
from core.evaluation.evaluate import Predictions
from core.i18n import N_, Message
from core.intervals import Hits

FEWEST = 10  # pictures in a part, and outside of it; fewer could not be told from chance
SQUARE = 1.05  # a picture whose longer side is at most this many times its shorter one counts as square

TITLES = {
    "size": N_("Size"),
    "brightness": N_("Brightness"),
    "orientation": N_("Orientation"),
    "file_type": N_("File type"),
}
ORIENTATIONS = {"landscape": N_("landscape"), "portrait": N_("portrait"), "square": N_("square")}
SHORTER = (
    N_("shorter side up to {high} px"), N_("shorter side {low} to {high} px"), N_("shorter side {high} px"),
    N_("shorter side from {low} px"),
)  # fmt: skip
BRIGHTER = (
    N_("mean level up to {high} of 255"), N_("mean level {low} to {high} of 255"), N_("mean level {high} of 255"),
    N_("mean level from {low} of 255"),
)  # fmt: skip
ORDER = (*SHORTER, *BRIGHTER, *ORIENTATIONS.values())


@dataclass(frozen=True)
class Slice(Hits):
    """The pictures that have a property in common: `n` of them, `right` of which the model recognises.

    `others_right` of `others` are the same of all pictures outside of it. `p` is Fisher's exact test that it is no
    worse than elsewhere, `adjusted` after Holm's correction; both are None where there are too few pictures to test.
    """

    by: str
    name: Message
    n: int
    right: int
    others: int
    others_right: int
    paths: tuple[str, ...]
    p: float | None = None
    adjusted: float | None = None

    @property
    def others_accuracy(self) -> float:
        return self.others_right / self.others

    @property
    def is_worse(self) -> bool:
        """Whether it is worse than elsewhere by more than chance."""
        return self.adjusted is not None and self.adjusted < SIGNIFICANT


@dataclass(frozen=True)
class Slices:
    """All parts in the order of TITLES; `pictures` are those that the dataset still has, `missing` what is unknown."""

    pictures: int
    parts: tuple[Slice, ...]
    missing: tuple[str, ...]

    @property
    def tested(self) -> int:
        return sum(one.p is not None for one in self.parts)


def compute_slices(predictions: Predictions, dataset: Dataset) -> Slices:
    """Split the predicted pictures that the dataset still has by each property, and test every part.

    A property of which all pictures have the same is left out. Brightness is read from what was measured when the
    dataset was added, and opens no picture.
    """
    records = {record.path: record for record in dataset.found if record.usable}
    places = [place for place, path in enumerate(predictions.paths) if path in records]
    known = [records[predictions.paths[place]] for place in places]
    right = (predictions.answers == predictions.labels)[places]
    found: list[Slice] = []
    missing: list[str] = []
    for by, group in GROUPINGS.items():
        names = group(known, dataset)
        if names is None:
            missing.append(by)
        else:
            found += _split(by, names, known, right)
    return Slices(len(known), tuple(_adjust(found)), tuple(missing))


def tabulate_slices(slices: Slices) -> list[dict[str, Any]]:
    """A row a part, for a CSV file and for JSON."""
    return [
        {
            "by": one.by,
            "slice": str(one.name),
            "pictures": one.n,
            "accuracy": one.accuracy,
            "accuracy_low": one.interval[0],
            "accuracy_high": one.interval[1],
            "accuracy_elsewhere": one.others_accuracy,
            "p": one.p,
            "p_holm": one.adjusted,
            "worse": one.is_worse,
        }
        for one in slices.parts
    ]


def compute_fisher_worse(wrong: int, n: int, others_wrong: int, others: int) -> float:
    """How probable `wrong` mistakes or more are among `n` pictures if mistakes fall on all pictures alike.

    One-sided: the upper tail of the hypergeometric distribution. Source: R. A. Fisher, Statistical Methods for
    Research Workers, 5th edition (1934), section 21.02.
    """
    mistakes, total = wrong + others_wrong, n + others
    highest = min(mistakes, n)
    logs = [
        _log_choose(n, k) + _log_choose(others, mistakes - k) - _log_choose(total, mistakes)
        for k in range(max(wrong, mistakes - others), highest + 1)
    ]
    return min(1.0, math.fsum(map(math.exp, logs)))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _split(by: str, names: Sequence[Message], records: Sequence[Record], right: np.ndarray) -> Iterator[Slice]:
    """The parts of one property, if there are several."""
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        groups.setdefault(f"{name.text}{sorted(name.values.items())}", []).append(place)
    if len(groups) < 2:
        return
    for places in sorted(groups.values(), key=lambda places: _order(names[places[0]], len(places))):
        inside = right[places]
        yield Slice(
            by=by,
            name=names[places[0]],
            n=len(places),
            right=int(inside.sum()),
            others=len(records) - len(places),
            others_right=int(right.sum() - inside.sum()),
            paths=tuple(records[place].path for place in places),
        )


def _order(name: Message, n: int) -> tuple[int, int]:
    """From small to large and from dark to bright; what has no order of its own by its number of pictures."""
    return (ORDER.index(name.text), 0) if name.text in ORDER else (0, -n)


def _adjust(parts: Sequence[Slice]) -> Iterator[Slice]:
    """The parts with their tests, corrected for the number of those that are large enough."""
    large = [place for place, one in enumerate(parts) if min(one.n, one.others) >= FEWEST]
    raw = [_test(parts[place]) for place in large]
    tests = dict(zip(large, zip(raw, adjust_by_holm(raw), strict=True), strict=True))
    for place, one in enumerate(parts):
        p, adjusted = tests.get(place, (None, None))
        yield replace(one, p=p, adjusted=adjusted)


def _test(one: Slice) -> float:
    return compute_fisher_worse(one.n - one.right, one.n, one.others - one.others_right, one.others)


def _name_sizes(records: Sequence[Record], _dataset: Dataset) -> list[Message]:
    return _name_thirds(np.array([min(record.width, record.height) for record in records]), SHORTER)


def _name_brightness(records: Sequence[Record], dataset: Dataset) -> list[Message] | None:
    """None where it was not measured of every picture."""
    rows = measure_file.load_figures(dataset.folder)
    places = {} if rows is None else measure_file.find_rows(rows, records)
    if rows is None or len(places) < len(records):
        return None
    return _name_thirds(rows["brightness"][[places[record.path] for record in records]].round().astype(int), BRIGHTER)


def _name_thirds(values: np.ndarray, texts: tuple[str, str, str, str]) -> list[Message]:
    """For each of the whole numbers (n,) the third that it is in; where one is very common, there may be two parts."""
    if not len(values):
        return []
    first, second, low_of_middle = _find_cuts(values)
    low, middle, one, high = texts
    below, above = Message(low, {"high": first}), Message(high, {"low": second + 1})
    between = Message(middle, {"low": low_of_middle, "high": second})
    if low_of_middle == second:
        between = Message(one, {"high": second})
    return [below if value <= first else between if value <= second else above for value in values.tolist()]


def _find_cuts(values: np.ndarray) -> tuple[int, int, int]:
    """The last whole number of the first and of the second part, and the first one of the second.

    Where one number is so common that both thirds end with it, as where most pictures have one size, it is a part of
    its own, or the last one if none is above it.
    """
    first, second = np.quantile(values, [1 / 3, 2 / 3], method="lower").astype(int).tolist()
    if first < second or first == values.min():
        return first, second, first + 1
    return (first - 1, second, second) if second < values.max() else (first - 1, first - 1, first)


def _name_orientations(records: Sequence[Record], _dataset: Dataset) -> list[Message]:
    return [Message(ORIENTATIONS[_find_orientation(record)]) for record in records]


def _find_orientation(record: Record) -> str:
    if max(record.width, record.height) <= SQUARE * min(record.width, record.height):
        return "square"
    return "landscape" if record.width > record.height else "portrait"


def _name_types(records: Sequence[Record], _dataset: Dataset) -> list[Message]:
    """By the ending of the file's name: JPEG under both of its endings."""
    endings = (splitext(record.path)[1].lower().removeprefix(".") for record in records)
    return [Message("{type}", {"type": {"jpg": "JPEG", "": "–"}.get(one, one.upper())}) for one in endings]


GROUPINGS: Mapping[str, Callable[[Sequence[Record], Dataset], list[Message] | None]] = {
    "size": _name_sizes,
    "brightness": _name_brightness,
    "orientation": _name_orientations,
    "file_type": _name_types,
}
