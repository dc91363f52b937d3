"""Many texts in one piece of memory, in the order in which they came: their bytes, and nine more each."""

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from core.data.packed.packed_sequence import PackedSequence

_END = b"\0"  # after each text; none holds it


class PackedTexts(PackedSequence[str]):
    """Texts without a NUL, which can be appended and read."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._bytes, self._begins = bytearray(), array("Q", [0])
        for text in texts:
            self.append(text)

    def append(self, text: str) -> None:
        self._bytes += text.encode() + _END
        self._begins.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._begins) - 1

    def _read(self, place: int) -> str:
        return self._bytes[self._begins[place] : self._begins[place + 1] - 1].decode()

    def join(self) -> npt.NDArray[np.uint8]:
        """All texts in UTF-8 with a NUL between two; nothing can be appended while somebody has this."""
        return np.frombuffer(self._bytes, np.uint8)[:-1]
