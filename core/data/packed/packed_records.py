"""Records of many files, in about 90 bytes each; what is read of them is a new `Record` each time.

Usage:
    records = PackedRecords([Record(path="cat/1.jpg", label="cat")])
    records.append(Record(path="dog/1.jpg", label="dog"))
    records[1].label                                # 'dog'
"""

import copy
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Self, overload

import numpy as np
import numpy.typing as npt

from core.data.index import SPLITS, Record, Split
from core.data.packed.file_numbers import FileNumbers
from core.data.packed.packed_sequence import PackedSequence
from core.data.packed.packed_texts import PackedTexts
from core.i18n import Message

NONE = -1  # instead of the number of a split or of a file

Numbers = npt.NDArray[np.int64]
SplitNumbers = npt.NDArray[np.int8]  # places in `SPLITS`, or NONE


class Refusal(NamedTuple):
    """Why a file is not used."""

    kind: str | None
    reason: Message | None


class PackedRecords(PackedSequence[Record]):
    """Records that can be appended and read; their splits can be given anew.

    Attributes:
        paths: of the files.
        files: a number for each different file.
        labels: the number of each label.

    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.paths, self.files = PackedTexts(), FileNumbers()
        self.labels: dict[str | None, int] = {}
        self._names: list[str | None] = []
        self._label_numbers, self._file_numbers = array("i"), array("i")
        self._splits, self._sides = array("b"), array("I")
        self._refused: dict[int, Refusal] = {}
        for record in records:
            self.append(record)

    def append(self, record: Record) -> None:
        if not record.usable:
            self._refused[len(self)] = Refusal(record.kind, record.reason)
        self.paths.append(record.path)
        self._label_numbers.append(self._number_label(record.label))
        self._file_numbers.append(self.files.add(bytes.fromhex(record.sha256)) if record.sha256 else NONE)
        self._splits.append(SPLITS.index(record.split) if record.split else NONE)
        self._sides.extend((record.width, record.height))

    def _number_label(self, label: str | None) -> int:
        if label not in self.labels:
            self.labels[label] = len(self._names)
            self._names.append(label)
        return self.labels[label]

    def __len__(self) -> int:
        return len(self.paths)

    def _read(self, place: int) -> Record:
        number, refusal = self._file_numbers[place], self._refused.get(place)
        return Record(
            path=self.paths[place],
            label=self._names[self._label_numbers[place]],
            split=_name_split(self._splits[place]),
            width=self._sides[2 * place],
            height=self._sides[2 * place + 1],
            sha256="" if number == NONE else self.files[number].hex(),
            status="refused" if refusal else "ok",
            kind=refusal.kind if refusal else None,
            reason=refusal.reason if refusal else None,
        )

    def number_labels(self) -> Numbers:
        """The number of each record's label."""
        return np.array(self._label_numbers, dtype=np.int64)

    def number_splits(self) -> SplitNumbers:
        return np.array(self._splits, dtype=np.int8)

    def number_files(self) -> Numbers:
        """The number of each record's file; NONE of one that was not read."""
        return np.array(self._file_numbers, dtype=np.int64)

    def get_file_number(self, place: int) -> int:
        return self._file_numbers[place]

    def mark_usable(self) -> npt.NDArray[np.bool_]:
        usable = np.ones(len(self), dtype=bool)
        usable[list(self._refused)] = False
        return usable

    def list_kinds(self) -> set[tuple[str | None, Split | None]]:
        """The labels and splits of those that can be used."""
        usable = self.mark_usable()
        pairs = np.unique(np.stack([self.number_labels()[usable], self.number_splits()[usable]]), axis=1)
        return {(self._names[label], _name_split(split)) for label, split in pairs.T.tolist()}

    def with_splits(self, splits: SplitNumbers, refused: Mapping[int, Refusal]) -> Self:
        """The same records in other splits, and more of them not used, by their places."""
        other = copy.copy(self)
        other._splits, other._refused = array("b", splits.tobytes()), {**self._refused, **refused}
        return other

    def select(self, places: Sequence[int]) -> "Selection":
        """Those at these places, in their order."""
        return Selection(self, places)


class Selection(Sequence[Record]):
    """Some of many records, read when they are asked for."""

    def __init__(self, records: Sequence[Record], places: Sequence[int]) -> None:
        self._records, self._places = records, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> "Selection": ...
    def __getitem__(self, place: int | slice) -> "Record | Selection":
        if isinstance(place, slice):
            return Selection(self._records, self._places[place])
        return self._records[self._places[place]]


def _name_split(number: int) -> Split | None:
    return None if number == NONE else SPLITS[number]
