"""Decoded pictures that remember who looked at which of them, and what else a stage of a training needs."""

import time
from contextlib import nullcontext

import numpy as np

from core.data.pixels.cache import Decoded

SPLITS = ("train", "val", "test")


class Watched:
    """Stands for an array of pictures; `read` are the places that were looked at, in their order."""

    def __init__(self, images):
        self._images = images
        self.read = []

    def __getitem__(self, places):
        self.read += np.atleast_1d(places).tolist()
        return self._images[places]


def watched_pictures(count=90, size=8, classes=3, seed=0):
    """Noise in splits and classes that follow no pattern, and every split has every class."""
    dice = np.random.default_rng(seed)
    order = dice.permutation(count)
    return Decoded(
        images=Watched(dice.integers(0, 256, (count, size, size, 3), np.uint8)),
        labels=(np.arange(count, dtype=np.int32) // 3 % classes)[order],
        splits=np.array(SPLITS)[np.arange(count) % 3][order],
        paths=tuple(f"{number}.png" for number in range(count)),
        classes=tuple("abcdefgh"[:classes]),
    )


def splits_read(pictures):
    """The splits that were looked into since the last time this was asked."""
    found = set(pictures.splits[pictures.images.read].tolist())
    pictures.images.read.clear()
    return found


class Undisturbed:
    """A turn to work that nobody interrupts."""

    read_clock = staticmethod(time.monotonic)

    def raise_if_cancelled(self):
        pass

    def finishing(self):
        return nullcontext()

    def saving(self, _save):
        return nullcontext()
