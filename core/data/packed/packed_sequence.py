"""A sequence that keeps its items packed, and makes each anew when it is read."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


class PackedSequence(Sequence[T_co]):
    """Reads by places and by slices, from either end; `_read` makes the item of a place from 0 on."""

    @abstractmethod
    def _read(self, place: int) -> T_co: ...

    @overload
    def __getitem__(self, place: int) -> T_co: ...
    @overload
    def __getitem__(self, place: slice) -> list[T_co]: ...
    def __getitem__(self, place: int | slice) -> T_co | list[T_co]:
        places = range(len(self))
        return list(map(self._read, places[place])) if isinstance(place, slice) else self._read(places[place])
