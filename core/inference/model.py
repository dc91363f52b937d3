"""The protocol of every model that predicts: a run's, ImageNet's, or another kind.

    model = find_model("last")                          # core.inference.models finds all of them
    model.compute_probabilities(pixels)                         # uint8 (n, size, size, 3) -> float32 (n, classes)

A new kind of model is one file with a class of this protocol, a line in `core.inference.models`, and a line in the
contract test.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from core.backbone.features import Rows
from core.backbone.head import Head
from core.data import index
from core.data.datasets import Dataset
from core.data.index import Record, Split
from core.data.pixels.decode import Pixels
from core.data.pixels.view import View, count_squares
from core.i18n import Message
from core.inference.labelled_pictures import LabelledPictures
from core.networks.backbones import EMBEDDED, Backbone
from core.parallel import Progress

SMALLEST = 1e-30  # probability whose logarithm counts
BATCH = 8  # pictures at a time; with 32 the article's model at 224 px takes 800 MB instead of 280 and is no faster


@dataclass(frozen=True)
class TrainingPictures:
    """The pictures that a model was trained on.

    Attributes:
        dataset: the name of the dataset that they belong to, which may be gone.
        folder: has a copy of the dataset's index from the start of the training, if one was saved.
        features: the file of their features, once they were computed.
        backbone: what computes those: the model's own where it is built in, so that they are known from its training.
        view: how the model sees pictures, and so the backbone does.

    """

    dataset: str
    folder: Path
    features: Path
    backbone: Backbone = EMBEDDED
    view: View = View.STRETCH

    def read_records(self, dataset: Dataset, split: Split) -> list[Record]:
        """The usable pictures of one split with the labels that were trained on, whatever was decided later.

        Raises:
            InputError: the index is damaged.

        """
        copy = index.load_copy(self.folder)
        records = dataset.records if copy is None else copy
        return [record for record in records if record.usable and record.split == split]


class Model(Protocol):
    """A classifier of pictures. Whatever reads its files may raise an InputError that names the model."""

    @property
    def id(self) -> str:
        """Its name in addresses and on the command line."""

    @property
    def title(self) -> str:
        """Its name on screen, in the reader's language."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The labels, in the order of the probabilities."""

    @property
    def image_size(self) -> int:
        """The side of its square input, in pixels."""

    @property
    def view(self) -> View:
        """How pictures are brought to that square, in training as in prediction."""

    @property
    def is_ready(self) -> bool:
        """Whether there is a model to load."""

    @property
    def version(self) -> Hashable:
        """Changes whenever the model's files do, and is unique across workspaces."""

    @property
    def files(self) -> Mapping[str, Path]:
        """The files that hold the whole model, by format: `onnx`, `keras`."""

    @property
    def evaluations(self) -> Path:
        """The folder of its stored predictions on splits, see `core.evaluation`."""

    @property
    def settings(self) -> Path:
        """The file of what its owner has decided about its answers, see `core.inference.decision`; it may be absent."""

    @property
    def training(self) -> TrainingPictures | None:
        """The pictures that it was trained on; None if it was not trained on a dataset of this workspace."""
        return None

    @property
    def accuracy(self) -> float | None:
        """On the test split of its own dataset, 0 to 1; None if it was not tested."""
        return None

    @property
    def accuracy_interval(self) -> tuple[float, float] | None:
        """The 95 % interval of that; None if it is not known on how many pictures it was tested."""
        return None

    @property
    def head(self) -> tuple[Backbone, Head] | None:
        """The pretrained network and the last layer on its features; None if more than that layer was trained."""
        return None

    def load(self) -> None:
        """Load the model into memory now instead of at the first prediction.

        Raises:
            InputError: there is none yet, or its files are damaged.

        """

    def compute_probabilities(self, pixels: Pixels) -> Rows:
        """Probabilities (n, classes), float32, of decoded squares (n, size, size, 3), uint8."""

    def compute_picture_probabilities(self, squares: Pixels) -> Rows:
        """Probabilities (classes,), float32, of one picture, all of whose squares (n, size, size, 3) are given.

        They are those of the mean logits, see `decode_squares`.
        """
        return average_probabilities(self.compute_probabilities(squares))

    def explain_mismatch(self, dataset: str, classes: Sequence[str]) -> Message | None:
        """Why it cannot be evaluated on a dataset with these classes, in a sentence; None if it can."""

    def name_columns(self, classes: Sequence[str]) -> tuple[str, ...]:
        """The classes of the columns of `predict_split`, for a dataset that has these classes."""
        return self.classes

    def predict_split(self, pictures: LabelledPictures, progress: Progress | None = None) -> Rows:
        """Probabilities (n, columns) of every picture of a split, in the order of its index; see `name_columns`.

        `progress(done, total)` is called as it goes, from 0 to the total once.

        Raises:
            InputError: a picture is missing or has changed, or the model cannot be loaded.

        """
        if count_squares(self.view) > 1:
            squares = pictures.read_squares(self.image_size, self.view, progress)
            return np.stack([self.compute_picture_probabilities(one) for one in squares])
        batches = pictures.read_pixels(self.image_size, self.view, BATCH, progress)
        return np.concatenate([self.compute_probabilities(pixels) for pixels in batches])

    def translate(self, label: str) -> str:
        """The name of one of its classes in the reader's language; names from datasets are not translated."""
        return label


def average_probabilities(rows: Rows) -> Rows:
    """The softmax of the mean logits (classes,), from probabilities (n, classes): a head on the mean of features."""
    if len(rows) == 1:
        first: Rows = rows[0]
        return first
    logits = np.log(np.maximum(rows.astype(np.float64), SMALLEST)).mean(axis=0)
    powers = np.exp(logits - logits.max())
    shares: Rows = (powers / powers.sum()).astype(np.float32)
    return shares
