"""What answers about a picture: a run's model, ImageNet's network, or whatever joins them.

    model = find_model("last")                          # core.inference.models knows all of them
    model.probabilities(pixels)                         # uint8 (n, size, size, 3) -> float32 (n, classes)

A new kind of model is one file with a class of this protocol, a line in `core.inference.models`, and a line in the
contract test.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from core.backbone.features import Rows
from core.data import index
from core.data.datasets import Dataset
from core.data.index import Record, Split
from core.data.pixels.decode import Pixels
from core.i18n import Message
from core.inference.labelled_pictures import LabelledPictures
from core.parallel import Progress

BATCH = 8  # pictures at a time; with 32 the article's model at 224 px takes 800 MB instead of 280 and is no faster


@dataclass(frozen=True)
class TrainingPictures:
    """The pictures that a model was trained on.

    Attributes:
        dataset: the name of the dataset that they belong to, which may be gone.
        folder: holds the dataset's index as it was when the training began, if it was kept.
        features: the file for their features, once those have been asked for.

    """

    dataset: str
    folder: Path
    features: Path

    def read_records(self, dataset: Dataset, split: Split) -> list[Record]:
        """The usable pictures of one split with the labels that were trained on, whatever was decided later.

        Raises:
            InputError: the index is damaged.

        """
        copy = index.load_copy(self.folder)
        records = dataset.records if copy is None else copy
        return [record for record in records if record.usable and record.split == split]


class Model(Protocol):
    """A classifier of pictures. Whatever it reads from files may raise an InputError that names the model."""

    @property
    def id(self) -> str:
        """What the address and the command line call it."""

    @property
    def title(self) -> str:
        """What people call it, in the reader's language."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The labels, in the order of the probabilities."""

    @property
    def image_size(self) -> int:
        """Pixels a side of the square pictures that it takes."""

    @property
    def is_ready(self) -> bool:
        """Whether there is a model to load."""

    @property
    def version(self) -> Hashable:
        """Another one as soon as other files answer; no two models of two workspaces have the same."""

    @property
    def files(self) -> Mapping[str, Path]:
        """The files that hold the whole model, by format: `onnx`, `keras`."""

    @property
    def evaluations(self) -> Path:
        """The folder that keeps what it said of the pictures of each split, see `core.evaluation`."""

    @property
    def training(self) -> TrainingPictures | None:
        """The pictures that it was trained on; None if they were of no dataset in this workspace."""
        return None

    @property
    def accuracy(self) -> float | None:
        """On the test split of its own dataset, 0 to 1; None if it was not tested."""
        return None

    def load(self) -> None:
        """Read the model into memory now, not at the first picture.

        Raises:
            InputError: there is none yet, or its files are damaged.

        """

    def probabilities(self, pixels: Pixels) -> Rows:
        """Probabilities (n, classes), float32, of decoded pictures (n, size, size, 3), uint8."""

    def mismatch(self, dataset: str, classes: Sequence[str]) -> Message | None:
        """Why it cannot be judged by the labels of a dataset with these classes, in a sentence; None if it can."""

    def predict_split(self, pictures: LabelledPictures, progress: Progress | None = None) -> Rows:
        """Probabilities (n, classes of the dataset) of every picture of a split, in the order of its index.

        `progress(done, total)` runs once from nothing to all.

        Raises:
            InputError: a picture has vanished or changed, or the model cannot be loaded.

        """
        batches = pictures.read_pixels(self.image_size, BATCH, progress)
        return np.concatenate([self.probabilities(pixels) for pixels in batches])

    def translate(self, label: str) -> str:
        """One of its classes in the reader's language; the classes that people made themselves stay as they are."""
        return label
