"""Batches from the decoded cache, in the form that Keras takes on any backend."""

import keras
import numpy as np

from core.data.batches import Batches


class KerasBatches(keras.utils.PyDataset):
    """Feeds one split: uint8 pictures, and labels as the loss wants them: 0 or 1 for two classes, else one-hot rows.

    The order of epoch `n` follows from the seed and `n` alone, so that any epoch can be given again.
    """

    def __init__(self, batches: Batches, classes: int) -> None:
        super().__init__()
        self._batches = batches
        self._classes = classes

    @property
    def images(self) -> int:
        """How many pictures one epoch has."""
        return len(self._batches.order)

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        images, labels = self._batches[index]
        return images, targets(labels, self._classes)

    def on_epoch_end(self) -> None:
        self._batches.epoch += 1


def targets(labels: np.ndarray, classes: int) -> np.ndarray:
    """Labels (n,) as float32: (n, 1) for two classes, else one-hot (n, classes)."""
    if classes == 2:
        return labels[:, None].astype(np.float32)
    one_hot: np.ndarray = np.eye(classes, dtype=np.float32)[labels]
    return one_hot
