"""Groups of pictures that are copies of one another, kept with the dataset: `alike.json`.

They follow from the pictures alone, so no decision about a picture changes them. The files are known by their SHA-256.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from io import RawIOBase
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from core import files
from core.cancel import NEVER, CancelToken
from core.data.alike import closer
from core.data.alike.bands import Targets
from core.data.index import Record
from core.data.packed.packed_records import NONE, Numbers, PackedRecords
from core.data.pixels.looks import WINDOWS
from core.data.pixels.measures import Measured
from core.parallel import in_order

FILE = "alike.json"
SIDES = ("across", "down")
DOWN = 10  # bits `down` that may differ where those `across` are close
SMALLEST = 32  # pixels of the shorter side: at 8 x 8 different digits look the same
AT_ONCE = 256  # pictures whose candidates are in memory at a time, before the best are kept
PLAIN = 4.0  # contrast under which there is nothing to compare

READ_AT_ONCE = 1024  # rows
FITTED_AT_ONCE = 1024  # pairs between two looks at which pictures are in one group by now
COMPARED_AT_ONCE = 16  # pairs whose windows are in the processor's cache together

Compare = Callable[[npt.NDArray[np.uint8], closer.Windows, npt.NDArray[np.uint8]], closer.Correlations]
How = Literal["pixels", "near", "mirrored"]


@dataclass(frozen=True, slots=True)
class Copy:
    """A file, and in which way it is a copy of the first file of its group."""

    sha256: str
    how: How


@dataclass(frozen=True, slots=True)
class Group:
    """The first file in the order of the index, and its copies."""

    first: str
    copies: Sequence[Copy]


class Groups(BaseModel):
    """The content of the file."""

    model_config = ConfigDict(frozen=True)

    groups: Sequence[Group] = ()

    @cached_property
    def first_files(self) -> Mapping[str, str]:
        """The first file of the group of each file that is in one."""
        return {file: group.first for group in self.groups for file in (group.first, *(c.sha256 for c in group.copies))}

    @cached_property
    def ways(self) -> Mapping[str, How]:
        """In which way each copy is one."""
        return {copy.sha256: copy.how for group in self.groups for copy in group.copies}


def save(folder: Path, groups: Groups) -> None:
    files.write_json(folder / FILE, groups)


@files.none_if_damaged
def load(folder: Path) -> Groups | None:
    """The groups of the dataset in `folder`, read once; None if they have to be found anew."""
    path = folder / FILE
    try:
        found = path.stat()
    except OSError:
        return None
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, changed: int, size: int) -> Groups | None:
    return files.read_json(path, Groups)


@dataclass(frozen=True)
class _Pairs:
    """Candidates: windows of `one` that may be `other`, mirrored or not, and how many bits are `apart`."""

    one: np.ndarray
    other: np.ndarray
    window: np.ndarray
    mirrored: np.ndarray
    apart: np.ndarray

    def take(self, places: np.ndarray) -> "_Pairs":
        return _Pairs(*(getattr(self, field.name)[places] for field in fields(self)))


class _Rows:
    """The measures of the pictures, of which as few as possible are in memory.

    Those in a file are read with the file's own calls: of what is mapped, and of what lies around it, all that was once
    looked at would stay, 2.8 KB a picture and more.
    """

    def __init__(self, rows: Measured, places: np.ndarray) -> None:
        self._rows, self._places = rows, places

    def take(self, field: str, pictures: np.ndarray) -> np.ndarray:
        places, rows = self._places[pictures], self._rows
        taken: np.ndarray = _read_rows(rows, field, places) if isinstance(rows, np.memmap) else rows[field][places]
        return taken

    def take_all(self, field: str, most: int | None = None) -> np.ndarray:
        """A field of every picture; of one with several values the first `most`."""
        parts = np.array_split(np.arange(len(self._places)), 1 + len(self._places) // READ_AT_ONCE)
        taken = (self.take(field, part) for part in parts)
        return np.concatenate([each if most is None else each[:, :most].copy() for each in taken])


def _read_rows(rows: Any, field: str, places: np.ndarray) -> np.ndarray:
    """A field of these rows of a file; rows that lie one after the other are read at once."""
    with Path(rows.filename).open("rb", buffering=0) as file:
        if len(places) and (np.diff(places) == 1).all():
            data = _read_part(file, rows.offset + int(places[0]) * rows.itemsize, len(places) * rows.itemsize)
            found: Any = np.frombuffer(data, rows.dtype)
            return np.array(found[field])
        kind, begin = rows.dtype.fields[field][:2]
        starts = (rows.offset + place * rows.itemsize + begin for place in places.tolist())
        data = b"".join(_read_part(file, start, kind.itemsize) for start in starts)
        return np.frombuffer(data, kind.base).reshape(len(places), *kind.shape)


def _read_part(file: RawIOBase, begin: int, length: int) -> bytes:
    file.seek(begin)
    return file.read(length) or b""


def find(
    rows: Measured, records: Sequence[Record], cancel: CancelToken = NEVER, *, places: Sequence[int] | None = None
) -> Groups:
    """Find the groups among different files.

    Args:
        rows: the measures of the records, in the same order.
        records: usable pictures, no file twice.
        cancel: asked between steps.
        places: the row of each record, where the order is another.

    Raises:
        Cancelled: `cancel` asked for it.

    """
    measures = _Rows(rows, np.arange(len(records)) if places is None else np.array(places, dtype=np.int64))
    joined = _Joined(len(records))
    for copy, first in _find_same_pixels(measures, records):
        joined.join(first, copy, "pixels")
    large = _read_sides(records).min(axis=1) >= SMALLEST
    compared = np.flatnonzero(large & (measures.take_all("contrast") >= PLAIN) & ~joined.are_copies())
    _join_alike(joined, measures, _find_candidates(measures, compared, cancel), cancel)
    return joined.build_groups(records)


def _read_sides(records: Sequence[Record]) -> np.ndarray:
    """The widths and heights, (n, 2)."""
    sides = (side for record in records for side in (record.width, record.height))
    return np.fromiter(sides, np.uint32, 2 * len(records)).reshape(-1, 2)


def _find_same_pixels(rows: _Rows, records: Sequence[Record]) -> Iterable[tuple[int, int]]:
    """Each picture with the pixels and the size of an earlier one, and the first such one."""
    keys = (rows.take_all("pixels"), *_read_sides(records).T)
    order = np.lexsort(keys)  # stable, so that of the same the first comes first
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    first = order[np.flatnonzero(begins)[np.cumsum(begins) - 1]]
    return sorted(zip(order[~begins].tolist(), first[~begins].tolist(), strict=True))


def _find_candidates(rows: _Rows, compared: np.ndarray, cancel: CancelToken) -> _Pairs:
    """Pairs with close bits in both directions, each pair once or once mirrored, in its best window."""
    across, down = (_read_bits(rows, compared, side) for side in range(2))
    targets = Targets(across)

    def find_some(start: int) -> _Pairs:
        some = compared[start : start + AT_ONCE]
        asked_across, asked_down = rows.take("across", some), rows.take("down", some)
        query, target = targets.find_close(asked_across.ravel())
        one, window = np.divmod(query, len(WINDOWS))
        flipped, other = np.divmod(target, max(1, len(compared)))
        apart = np.bitwise_count(asked_down[one, window] ^ down[target])
        total = apart.astype(np.int64) + np.bitwise_count(asked_across[one, window] ^ across[target])
        pairs = _Pairs(compared[start + one], compared[other], window, flipped.astype(bool), total)
        return _keep_best(pairs.take((start + one != other) & (apart <= DOWN)))

    starts = range(0, max(1, len(compared)), AT_ONCE)
    return _keep_best(_concatenate(list(in_order(find_some, starts, cancel=cancel))))


def _read_bits(rows: _Rows, compared: np.ndarray, side: int) -> np.ndarray:
    """The bits of every picture as a whole, and then of all of them mirrored."""
    whole, mirrored = rows.take_all(SIDES[side], 1)[compared, 0], rows.take_all("mirrored")[compared, side]
    return np.concatenate([whole, mirrored])


def _concatenate(parts: Sequence[_Pairs]) -> _Pairs:
    return _Pairs(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(_Pairs)))


def _keep_best(pairs: _Pairs) -> _Pairs:
    """Of the candidates for the same two pictures the one whose bits differ least."""
    low, high = np.minimum(pairs.one, pairs.other), np.maximum(pairs.one, pairs.other)
    pair = 2 * (low * (high.max(initial=0) + 1) + high) + pairs.mirrored
    order = np.argsort(pairs.apart, kind="stable")
    _, first = np.unique(pair[order], return_index=True)
    return pairs.take(order[first])


def _join_alike(joined: "_Joined", rows: _Rows, pairs: _Pairs, cancel: CancelToken) -> None:
    """Join those that the closer comparison confirms; what is in one group already is not compared again."""
    agreement = _compare(rows, pairs, closer.correlate, cancel)
    order = np.argsort(-agreement, kind="stable")
    pairs, agreement = pairs.take(order), agreement[order]
    same, hopeful = (int(np.count_nonzero(agreement >= least)) for least in (closer.SAME, closer.HOPELESS))
    joined.join_all(pairs.take(np.arange(same)))
    for start in range(same, hopeful, FITTED_AT_ONCE):
        some = joined.find_apart(pairs.take(np.arange(start, min(start + FITTED_AT_ONCE, hopeful))))
        joined.join_all(some.take(_compare(rows, some, closer.fit, cancel) >= closer.SAME))


def _compare(rows: _Rows, pairs: _Pairs, compare: Compare, cancel: CancelToken) -> closer.Correlations:
    """How well the pairs agree, (n,), in the order of the pairs."""

    def compare_some(start: int) -> closer.Correlations:
        some = slice(start, start + COMPARED_AT_ONCE)
        others = rows.take("look", pairs.other[some])
        others = np.where(pairs.mirrored[some, None, None], others[:, :, ::-1], others)
        return compare(rows.take("look", pairs.one[some]), WINDOWS[pairs.window[some]], others)

    starts = range(0, len(pairs.one), COMPARED_AT_ONCE)
    return np.concatenate([np.zeros(0, np.float32), *in_order(compare_some, starts, cancel=cancel)])


class _Joined:
    """Which pictures are in one group: each group by its first picture, and each copy with the way in which it is."""

    def __init__(self, count: int) -> None:
        self._first = np.arange(count)
        self._members: dict[int, list[int]] = defaultdict(list)
        self._ways: dict[int, How] = {}

    def are_copies(self) -> np.ndarray:
        return np.asarray(self._first != np.arange(len(self._first)), dtype=bool)

    def find_apart(self, pairs: _Pairs) -> _Pairs:
        """The pairs whose pictures are not in one group yet."""
        return pairs.take(self._first[pairs.one] != self._first[pairs.other])

    def join_all(self, pairs: _Pairs) -> None:
        for one, other, mirrored in zip(pairs.one.tolist(), pairs.other.tolist(), pairs.mirrored.tolist(), strict=True):
            self.join(one, other, "mirrored" if mirrored else "near")

    def join(self, one: int, other: int, how: How) -> None:
        """Make one group of two, under the earlier of their first pictures."""
        low, high = sorted((int(self._first[one]), int(self._first[other])))
        if low == high:
            return
        self._ways.setdefault(high, how)
        for member in [high, *self._members.pop(high, [])]:
            self._first[member] = low
            self._members[low].append(member)

    def build_groups(self, records: Sequence[Record]) -> Groups:
        groups = [
            Group(
                first=records[first].sha256,
                copies=[Copy(sha256=records[one].sha256, how=self._ways[one]) for one in sorted(members)],
            )
            for first, members in sorted(self._members.items())
        ]
        return Groups(groups=groups)


def number_pictures(groups: Groups | None, records: PackedRecords) -> Numbers:
    """What tells the copies of one picture by record: the number of the first of their files; NONE of one not read."""
    pictures = np.append(np.arange(len(records.files)), NONE)
    for group in groups.groups if groups else ():
        members = (group.first, *(copy.sha256 for copy in group.copies))
        there = [number for member in members if (number := records.files.find(bytes.fromhex(member))) is not None]
        pictures[there] = there[:1]
    return pictures[records.number_files()]


def map_records(groups: Groups | None, records: Iterable[Record]) -> Mapping[str, str]:
    """What tells the copies of one picture by path: the first file of its group, or its own file."""
    first = groups.first_files if groups else {}
    return {record.path: first.get(record.sha256, record.sha256) for record in records if record.sha256}
