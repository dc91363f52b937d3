"""Whether an exported file answers as the model does: asked about a few of the pictures that the model is for."""

from collections.abc import Iterator, Sequence

import numpy as np

from core import sketches
from core.backbone.features import Rows
from core.data import datasets
from core.data.index import Split
from core.data.pixels.decode import Pixels, decode
from core.data.samples import choose_evenly
from core.errors import InputError
from core.export.format import Checked
from core.inference.model import Model, TrainingPictures

PICTURES = 8
DRAWN = 96  # pixels a side of a drawing, before it is resized like any picture
UNSEEN_FIRST: Sequence[Split] = ("test", "val", "train")


def read_pictures(model: Model) -> Pixels:
    """A few pictures of the dataset that the model was trained on, uint8 (n, size, size, 3), those of its test first.

    Where that is gone, or there is none, they are drawings.
    """
    try:
        found = list(_read_own(model.training, model)) if model.training else []
    except InputError:
        found = []
    return np.stack(found or list(_draw(model.image_size)))


def _read_own(training: TrainingPictures, model: Model) -> Iterator[Pixels]:
    dataset = datasets.load(training.dataset)
    records = next(filter(None, (training.read_records(dataset, split) for split in UNSEEN_FIRST)), [])
    for record in choose_evenly(records, PICTURES):
        yield decode(dataset.find_path(record), model.image_size, model.view, name=record.path)


def _draw(size: int) -> Iterator[Pixels]:
    for number in range(PICTURES):
        drawing = sketches.draw(sketches.LABELS[number % 2], number, DRAWN, seed=0)
        yield np.asarray(drawing.resize((size, size)))


def compare(expected: Rows, found: Rows) -> Checked:
    """Probabilities (n, classes) of the model and of its file; where their shapes differ, so does every decision."""
    if expected.shape != found.shape:
        return Checked(len(expected), float("inf"), len(expected))
    return Checked(
        pictures=len(expected),
        largest_difference=float(np.abs(expected - found).max()),
        changed_decisions=int((expected.argmax(axis=1) != found.argmax(axis=1)).sum()),
    )
