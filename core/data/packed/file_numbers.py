"""Numbers for different files, by their SHA-256: 40 to 48 bytes each, where a set of them takes 160.

A table of slots with open addressing. Where it begins to look is Python's hash of the bytes, which nobody can foretell.
"""

from array import array

_DIGEST = 32  # bytes
_FIRST_SLOTS = 64
_FREE = -1


class FileNumbers:
    """Different SHA-256 in the order in which they came."""

    def __init__(self) -> None:
        self._digests, self._slots = bytearray(), array("i", [_FREE]) * _FIRST_SLOTS

    def __len__(self) -> int:
        return len(self._digests) // _DIGEST

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._digests[number * _DIGEST : (number + 1) * _DIGEST])

    def find(self, digest: bytes) -> int | None:
        """The number of this SHA-256; None if it was not there."""
        number = self._slots[self._find_slot(digest)]
        return None if number == _FREE else number

    def add(self, digest: bytes) -> int:
        """The number of this SHA-256; a new one if it was not there."""
        slot = self._find_slot(digest)
        if self._slots[slot] == _FREE:
            self._slots[slot] = len(self)
            self._digests += digest
            if 2 * len(self) > len(self._slots):
                self._grow()
            return len(self) - 1
        return self._slots[slot]

    def _find_slot(self, digest: bytes) -> int:
        """Where it is, or where it would be."""
        slot = hash(digest) % len(self._slots)
        while (number := self._slots[slot]) != _FREE and self[number] != digest:
            slot = (slot + 1) % len(self._slots)
        return slot

    def _grow(self) -> None:
        self._slots = array("i", [_FREE]) * (2 * len(self._slots))
        for number in range(len(self)):
            self._slots[self._find_slot(self[number])] = number
