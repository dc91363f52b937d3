"""Which pictures each stage of a training reads. No stage reads others, so the test split is read once, at the end.

    fitting, measuring a precision, the rate test                    the training split
    validation, and with it early stopping and the best epoch        the validation split
    recording the inside of the model after each epoch               a few of the validation split
    a head on features                                               fitted to the first, chosen by the second
    the final evaluation, see `core.training.judge`                  the test split

Nothing here needs Keras.
"""

from dataclasses import dataclass, replace
from math import ceil

import numpy as np
import numpy.typing as npt

from core.backbone.examples import Examples, compute_examples
from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.data.pixels.batches import Batches
from core.data.pixels.cache import Decoded
from core.data.pixels.decode import Pixels
from core.data.pixels.view import View
from core.networks.backbones import Backbone
from core.parallel import Progress
from core.specs.training_spec import TrainingSpec

INSPECTED = 24  # pictures that are predicted after each epoch; each costs time


def take_share(spec: TrainingSpec, pictures: Decoded) -> Decoded:
    """The pictures with so much of the training split as the spec asks for, evenly of every class.

    A smaller share of one seed is part of a larger one. What is left out belongs to no split.
    """
    if spec.share == 1:
        return pictures
    kept = np.random.default_rng(spec.seed).permutation(pictures.select("train"))
    splits = pictures.splits.copy()
    for label in range(len(pictures.classes)):
        members = kept[pictures.labels[kept] == label]
        splits[members[ceil(spec.share * len(members)) :]] = "none"
    return replace(pictures, splits=splits)


def make_training_batches(spec: TrainingSpec, pictures: Decoded) -> Batches:
    """The batches that the weights are fitted to, shuffled anew each epoch."""
    return Batches(pictures, "train", spec.batch_size, seed=spec.seed)


def make_validation_batches(spec: TrainingSpec, pictures: Decoded) -> Batches:
    """The batches that an epoch is validated on, in the order of the index."""
    return Batches(pictures, "val", spec.batch_size, shuffle=False)


def read_training_labels(pictures: Decoded) -> npt.NDArray[np.int32]:
    """The labels that class weights are computed from, int32 (n,)."""
    return pictures.labels[pictures.select("train")]


def read_measured_batch(spec: TrainingSpec, pictures: Decoded) -> tuple[Pixels, npt.NDArray[np.int32]]:
    """The batch that precisions are timed on: pictures (n, size, size, 3) and labels (n,)."""
    return make_training_batches(spec, pictures)[0]


def choose_inspected_pictures(pictures: Decoded, seed: int) -> npt.NDArray[np.intp]:
    """The indices of at most `INSPECTED` pictures to predict after each epoch, drawn by the seed, class by class."""
    drawn = np.random.default_rng(seed).permutation(pictures.select("val"))
    labels = pictures.labels[drawn]
    rank = np.zeros(len(drawn), int)
    for label in np.unique(labels):
        members = labels == label
        rank[members] = np.arange(members.sum())
    return drawn[np.lexsort((labels, rank))][:INSPECTED]


@dataclass(frozen=True)
class HeadExamples:
    """The examples a head is fitted to, and those that its strength of regularisation is chosen on."""

    training: Examples
    validation: Examples

    @property
    def together(self) -> Examples:
        return self.training.join(self.validation)


def compute_head_examples(
    dataset: Dataset,
    backbone: Backbone,
    view: View = View.STRETCH,
    *,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
) -> HeadExamples:
    """Compute the features for a head.

    Raises:
        InputError: a picture is missing, or has changed since the dataset was added.
        Cancelled: `cancel` asked for it.

    """
    training, validation = dataset.list_pictures(split="train"), dataset.list_pictures(split="val")
    both = compute_examples(dataset, training + validation, backbone, view, progress=progress, cancel=cancel)
    count = len(training)
    return HeadExamples(both.part(slice(count)), both.part(slice(count, None)))
