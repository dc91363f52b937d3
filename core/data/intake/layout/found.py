"""What a scan of folders returns."""

import copy
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from core.data.index import Record, Split
from core.data.packed.packed_sequence import PackedSequence
from core.data.packed.packed_texts import PackedTexts


class Kind(NamedTuple):
    """What a folder or a table says of a file."""

    label: str
    split: Split | None


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a class; `path` is relative to the root, with forward slashes."""

    path: str
    label: str
    split: Split | None


class FoundFiles(PackedSequence[Found]):
    """Many files in the order of their paths, in about a dozen bytes each beside the paths themselves."""

    def __init__(self, found: Iterable[Found] = ()) -> None:
        self._paths, self._numbers = PackedTexts(), array("i")
        kinds: dict[Kind, int] = {}
        for file in found:
            self._paths.append(file.path)
            self._numbers.append(kinds.setdefault(Kind(file.label, file.split), len(kinds)))
        self._names = list(kinds)
        self._sort()

    @property
    def kinds(self) -> Sequence[Kind]:
        """The labels and splits that occur, each pair once."""
        return list(dict.fromkeys(self._names))

    def relabel(self, targets: Mapping[str, str]) -> Self:
        """The same files with other labels in place of those that `targets` names."""
        other = copy.copy(self)
        other._names = [Kind(targets.get(kind.label, kind.label), kind.split) for kind in self._names]
        return other

    def _sort(self) -> None:
        if all(self._paths[place - 1] <= self._paths[place] for place in range(1, len(self))):
            return
        order = sorted(range(len(self)), key=self._paths.__getitem__)
        self._paths = PackedTexts(self._paths[place] for place in order)
        self._numbers = array("i", (self._numbers[place] for place in order))

    def __len__(self) -> int:
        return len(self._numbers)

    def _read(self, place: int) -> Found:
        return Found(self._paths[place], *self._names[self._numbers[place]])


@dataclass(frozen=True)
class Layout:
    """The files to read, and what is not used, with the reasons."""

    found: FoundFiles
    problems: Sequence[Record]
