"""Batches from the cache of decoded pictures as a Keras dataset, for any backend."""

from typing import Self

import keras
import numpy as np

from core.data.pixels.batches import Batches
from core.data.pixels.cache import Decoded
from core.networks.mixing import mix
from core.specs.network import resolve_recipe
from core.specs.training_spec import TrainingSpec
from core.training.stages import make_training_batches, make_validation_batches, read_training_labels
from core.training.targets import Targets, encode_targets


class KerasBatches(keras.utils.PyDataset):
    """Feeds one split: uint8 pictures, and labels as the loss expects them: 0 or 1 for two classes, else one-hot rows.

    With `class_weights` (classes,) every picture has the weight of its class. With `mixup` it is blended with another
    one of its batch. Epoch `n` depends on the seed and `n` alone, so that any epoch can be repeated from any step.
    """

    def __init__(
        self, batches: Batches, classes: int, *, mixup: float = 0.0, class_weights: Targets | None = None
    ) -> None:
        super().__init__()
        self._batches = batches
        self._classes = classes
        self._mixup = mixup
        self._class_weights = class_weights
        self.first_step = 0

    @classmethod
    def for_training(cls, spec: TrainingSpec, pictures: Decoded) -> Self:
        """The training split, blended and weighted as the spec asks."""
        classes = len(pictures.classes)
        weights = balance_classes(read_training_labels(pictures), classes) if spec.class_weights == "balanced" else None
        return cls(
            make_training_batches(spec, pictures), classes, mixup=resolve_recipe(spec).mixup, class_weights=weights
        )

    @classmethod
    def for_validation(cls, spec: TrainingSpec, pictures: Decoded) -> Self:
        """The validation split in the order of the index, as it is."""
        return cls(make_validation_batches(spec, pictures), len(pictures.classes))

    def begin(self, epoch: int, first_step: int = 0) -> None:
        """Start the epoch of that number (from 0) at step `first_step`."""
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

    def __getitem__(self, index: int) -> tuple[np.ndarray, ...]:
        step = self.first_step + index
        images, labels = self._batches[step]
        wanted = encode_targets(labels, self._classes)
        if self._mixup:
            random = np.random.default_rng([self._batches.seed, self._batches.epoch, step + 1])
            images, wanted = mix(images, wanted, self._mixup, random)
        if self._class_weights is None:
            return images, wanted
        return images, wanted, compute_weights(wanted, self._class_weights)


def balance_classes(labels: np.ndarray, classes: int) -> Targets:
    """A weight a class (classes,), so that all classes weigh the same together and a picture weighs 1 on average."""
    counts = np.bincount(labels, minlength=classes)
    return (len(labels) / (classes * np.maximum(counts, 1))).astype(np.float32)


def compute_weights(wanted: Targets, class_weights: Targets) -> Targets:
    """The weight of each picture (n,); for a blend, the weighted mean over its classes."""
    shares = np.hstack([1 - wanted, wanted]) if wanted.shape[1] == 1 else wanted
    found: Targets = shares @ class_weights
    return found
