"""Batches from the decoded cache, in the form that Keras takes on any backend."""

import keras
import numpy as np

from core.data.batches import Batches


class KerasBatches(keras.utils.PyDataset):
    """Feeds one split: uint8 pictures, and labels as the loss wants them: 0 or 1 for two classes, else one-hot rows.

    The order of epoch `n` follows from the seed and `n` alone, so that any epoch can be given again, and from any step.
    """

    def __init__(self, batches: Batches, classes: int) -> None:
        super().__init__()
        self._batches = batches
        self._classes = classes
        self.first_step = 0

    def begin(self, epoch: int, first_step: int = 0) -> None:
        """Give the epoch of that number (the first is 0), without the steps before `first_step`."""
        self._batches.epoch = epoch
        self.first_step = first_step

    @property
    def batch_size(self) -> int:
        return self._batches.size

    @property
    def images(self) -> int:
        """How many pictures one epoch has."""
        return len(self._batches.order)

    @property
    def steps(self) -> int:
        """How many batches a whole epoch has."""
        return len(self._batches)

    def __len__(self) -> int:
        return len(self._batches) - self.first_step

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        images, labels = self._batches[self.first_step + index]
        return images, targets(labels, self._classes)


def targets(labels: np.ndarray, classes: int) -> np.ndarray:
    """Labels (n,) as float32: (n, 1) for two classes, else one-hot (n, classes)."""
    if classes == 2:
        return labels[:, None].astype(np.float32)
    one_hot: np.ndarray = np.eye(classes, dtype=np.float32)[labels]
    return one_hot
