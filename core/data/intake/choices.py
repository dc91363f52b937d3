"""What one can train on: the datasets that are there, and the built-ins that are made when they are first used."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import DRAWN_PERCENT
from core.data.intake.options import BUILT_IN, OPTIONS
from core.data.manifest import Kind
from core.data.pixels.view import find_usual_most


@dataclass(frozen=True)
class Choice:
    """A dataset in the few facts that a training depends on.

    Attributes:
        name: of the dataset.
        classes: how many.
        images: how many pictures; so many of them are for training and for validation.
        side: their usual shorter side in pixels.
        elongation: the longer side divided by the shorter one; nine of ten stay below.
        drawn: whether a program has drawn them.

    """

    name: str
    classes: int
    images: int
    training: int
    validation: int
    side: int
    drawn: bool = False
    elongation: float = 1.0


def _divided(name: Kind, classes: int, images: int, side: int, *, drawn: bool = False) -> Choice:
    """A built-in as it will be when it is made: its splits are drawn."""
    drawn_from_it = images * DRAWN_PERCENT // 100
    return Choice(name, classes, images, images - 2 * drawn_from_it, drawn_from_it, side, drawn)


_SKETCHES = OPTIONS["sketches"]
_UNMADE: Mapping[Kind, Choice] = {
    "sketches": _divided("sketches", 2, _SKETCHES["count"].default, _SKETCHES["size"].default, drawn=True),
    "digits": _divided("digits", 10, images=1797, side=8),
}


def list_names() -> list[str]:
    """The built-ins first, then the others in alphabetical order."""
    return [*BUILT_IN, *(name for name in datasets.list_names() if name not in BUILT_IN)]


def find_choice(name: str) -> Choice:
    """The facts about one dataset, whether it is there or a built-in still to be made.

    Raises:
        InputError: there is none of that name, or it is damaged.

    """
    unmade = next((_UNMADE[kind] for kind in BUILT_IN if kind == name), None)
    if unmade and name not in datasets.list_names():
        return unmade
    return summarize(datasets.load(name))


def summarize(dataset: Dataset) -> Choice:
    """The facts about a dataset that is there."""
    sides = [sorted((record.width, record.height)) for record in dataset.list_pictures()]
    manifest = dataset.manifest
    counts = manifest.splits
    return Choice(
        dataset.name,
        len(dataset.classes),
        manifest.images,
        counts.get("train", 0),
        counts.get("val", 0),
        int(median(short for short, _long in sides)),
        manifest.drawn,
        find_usual_most([long / max(1, short) for short, long in sides]),
    )
