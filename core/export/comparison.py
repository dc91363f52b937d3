"""Whether an exported file answers as the model does: asked about some of the pictures that the model is for."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from core import sketches
from core.backbone.features import Rows
from core.data import datasets
from core.data.index import Split
from core.data.pixels.decode import Pixels, decode, decode_squares
from core.data.pixels.view import count_squares
from core.data.samples import choose_evenly
from core.errors import InputError
from core.export.format import Checked
from core.inference.decision import Indices
from core.inference.model import BATCH, Model, TrainingPictures
from core.parallel import in_order

PICTURES = 64  # where a format does not ask for more
DRAWN = 96  # pixels a side of a drawing
UNSEEN_FIRST: Sequence[Split] = ("test", "val", "train")


@dataclass(frozen=True)
class CheckPictures:
    """The pictures of a check: their files, and their pixels as the model sees them, uint8 (n, size, size, 3)."""

    files: Sequence[Path]
    pixels: Pixels


@contextmanager
def open_pictures(model: Model, most: int = PICTURES) -> Iterator[CheckPictures]:
    """At most `most` pictures of the dataset that the model was trained on, those of its test first; at least 64.

    Drawings make up what is missing; where a picture is gone or there is no dataset, 64 drawings are all.
    """
    with TemporaryDirectory() as name:
        try:
            own = _find_own(model.training, most) if model.training else []
            pictures = read_files(model, [*own, *_draw(Path(name), PICTURES - len(own))])
        except InputError:
            pictures = read_files(model, _draw(Path(name), PICTURES))
        yield pictures


def read_files(model: Model, files: Sequence[Path]) -> CheckPictures:
    """These pictures as the model sees them."""
    return CheckPictures(
        files, np.stack(list(in_order(lambda file: decode(file, model.image_size, model.view), files)))
    )


def _find_own(training: TrainingPictures, most: int) -> list[Path]:
    """At most so many files, from the next split only where the one before has too few."""
    dataset, found = datasets.load(training.dataset), list[Path]()
    for split in UNSEEN_FIRST:
        records = choose_evenly(training.read_records(dataset, split), most - len(found))
        found += [dataset.find_path(record) for record in records]
    return found


def read_training_pictures(model: Model, count: int) -> Pixels | None:
    """At most `count` of the pictures that the model learned from, (n, size, size, 3); None if they are gone."""
    if model.training is None:
        return None
    try:
        dataset = datasets.load(model.training.dataset)
        records = choose_evenly(model.training.read_records(dataset, "train"), count)
        files = [dataset.find_path(record) for record in records]
        return read_files(model, files).pixels if files else None
    except InputError:
        return None


def _draw(folder: Path, count: int) -> list[Path]:
    drawn = [folder / f"{number}.png" for number in range(count)]
    for number, path in enumerate(drawn):
        sketches.draw(sketches.LABELS[number % 2], number, DRAWN, seed=0).save(path)
    return drawn


def compute_pictures(model: Model, pictures: CheckPictures) -> Rows:
    """The probabilities (n, classes) that the model gives for whole pictures, whatever it looks at of each."""
    if count_squares(model.view) == 1:
        return compute_in_batches(model.compute_probabilities, pictures.pixels)
    squares = in_order(lambda file: decode_squares(file, model.image_size, model.view), pictures.files)
    return np.stack([model.compute_picture_probabilities(one) for one in squares])


def compute_in_batches(compute: Callable[[Pixels], Rows], pixels: Pixels) -> Rows:
    """The rows that `compute` gives for a few pictures at a time, so that their activations do not fill the memory."""
    return np.concatenate([compute(pixels[start : start + BATCH]) for start in range(0, len(pixels), BATCH)])


def choose_likeliest(rows: Rows) -> Indices:
    """The most probable class of each row (n, classes), which is what decides without a rule."""
    return np.asarray(rows.argmax(axis=1))


def compare(expected: Rows, found: Rows, decide: Callable[[Rows], Indices] = choose_likeliest) -> Checked:
    """Probabilities (n, classes) of the model and of its file, and the answers that `decide` makes of both.

    Where their shapes differ, so does every decision.
    """
    if expected.shape != found.shape:
        return Checked(len(expected), float("inf"), len(expected))
    return Checked(
        pictures=len(expected),
        largest_difference=float(np.abs(expected - found).max()),
        changed_decisions=int((decide(expected) != decide(found)).sum()),
    )
