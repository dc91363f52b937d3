"""Batches of one split, in an order that the seed and the epoch decide and nothing else.

So any step of any epoch can be asked for again, which is what an exact resume needs.
"""

import numpy as np
import numpy.typing as npt

from core.data.index import Split
from core.data.pixels.cache import Decoded
from core.data.pixels.decode import Pixels
from core.errors import InputError
from core.i18n import N_


class Batches:
    """The pictures and labels of one split, a batch a step. The last batch may be smaller.

    Usage:
        batches = Batches(decoded, "train", 32, seed=7)
        batches.epoch = 3
        images, labels = batches[0]  # uint8 (32, size, size, 3), int32 (32,)

    Raises:
        InputError: the split has no pictures.

    """

    def __init__(self, decoded: Decoded, split: Split, size: int, *, seed: int = 0, shuffle: bool = True) -> None:
        self.decoded = decoded
        self.split = split
        self.size = size
        self.seed = seed
        self.shuffle = shuffle
        self._members = decoded.select(split)
        if not len(self._members):
            raise InputError(N_("The dataset has no pictures in the split {split}."), split=split)
        self.epoch = 0

    @property
    def epoch(self) -> int:
        """Which epoch's order the batches have; set it to change the order."""
        return self._epoch

    @epoch.setter
    def epoch(self, epoch: int) -> None:
        self._epoch = epoch
        self._order = self._draw_order(epoch)

    @property
    def order(self) -> npt.NDArray[np.intp]:
        """The places in `decoded` of this epoch's pictures, from the first to the last."""
        return self._order

    def _draw_order(self, epoch: int) -> npt.NDArray[np.intp]:
        if not self.shuffle:
            return self._members
        return self._members[np.random.default_rng([self.seed, epoch]).permutation(len(self._members))]

    def __len__(self) -> int:
        """How many steps an epoch has."""
        return -(-len(self._members) // self.size)

    def __getitem__(self, step: int) -> tuple[Pixels, npt.NDArray[np.int32]]:
        """The pictures (uint8, (batch, size, size, 3)) and labels (int32, (batch,)) of one step of this epoch."""
        if not 0 <= step < len(self):
            raise IndexError(step)
        places = self._order[step * self.size : (step + 1) * self.size]
        return self.decoded.images[places], self.decoded.labels[places]
