"""Which pictures each stage of a training reads. No stage reads others, so the test split is read once, at the end.

    fitting, measuring a precision, the rate test                    the training split
    validation, and with it early stopping and the best epoch        the validation split
    looking inside the model after each epoch                        a few of the validation split
    a head on features                                               learns from the first, is chosen by the second
    the final judgement, see `core.training.judge`                   the test split

Nothing here needs Keras.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.backbone.examples import Examples, compute_examples
from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.data.pixels.batches import Batches
from core.data.pixels.cache import Decoded
from core.data.pixels.decode import Pixels
from core.networks.backbones import Backbone
from core.parallel import Progress
from core.specs.training_spec import TrainingSpec

INSPECTED = 24  # pictures that are looked at after each epoch; each costs time


def training_batches(spec: TrainingSpec, pictures: Decoded) -> Batches:
    """What weights are fitted to, in another order each epoch."""
    return Batches(pictures, "train", spec.batch_size, seed=spec.seed)


def validation_batches(spec: TrainingSpec, pictures: Decoded) -> Batches:
    """What an epoch is judged by, in the order of the index."""
    return Batches(pictures, "val", spec.batch_size, shuffle=False)


def training_labels(pictures: Decoded) -> npt.NDArray[np.int32]:
    """What the weights of classes follow from, int32 (n,)."""
    return pictures.labels[pictures.of("train")]


def measured_batch(spec: TrainingSpec, pictures: Decoded) -> tuple[Pixels, npt.NDArray[np.int32]]:
    """What the precisions are tried on: pictures (n, size, size, 3) and labels (n,)."""
    return training_batches(spec, pictures)[0]


def inspected_pictures(pictures: Decoded, seed: int) -> npt.NDArray[np.intp]:
    """The places of at most `INSPECTED` pictures to look at after each epoch, drawn by the seed, class by class."""
    drawn = np.random.default_rng(seed).permutation(pictures.of("val"))
    labels = pictures.labels[drawn]
    rank = np.zeros(len(drawn), int)
    for label in np.unique(labels):
        members = labels == label
        rank[members] = np.arange(members.sum())
    return drawn[np.lexsort((labels, rank))][:INSPECTED]


@dataclass(frozen=True)
class HeadExamples:
    """What a head learns from, and what its strength of regularisation is chosen by."""

    training: Examples
    validation: Examples


def head_examples(
    dataset: Dataset, backbone: Backbone, *, progress: Progress | None = None, cancel: CancelToken = NEVER
) -> HeadExamples:
    """The features that a head is made of.

    Raises:
        InputError: a picture has vanished or changed since the dataset was added.
        Cancelled: `cancel` asked for it.

    """
    training, validation = dataset.pictures(split="train"), dataset.pictures(split="val")
    both = compute_examples(dataset, training + validation, backbone, progress=progress, cancel=cancel)
    count = len(training)
    return HeadExamples(both.part(slice(count)), both.part(slice(count, None)))
