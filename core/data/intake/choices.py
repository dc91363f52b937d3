"""What one can train on: the datasets that are there, and the built-ins that are made when they are first used."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from core.data import datasets
from core.data.intake.options import BUILT_IN, OPTIONS
from core.data.manifest import Kind


@dataclass(frozen=True)
class Choice:
    """A dataset in the few facts that a training depends on. `side` is its pictures' usual shorter side in pixels."""

    name: str
    classes: int
    images: int
    side: int
    drawn: bool = False


_UNMADE: Mapping[Kind, Choice] = {
    "sketches": Choice(
        "sketches",
        classes=2,
        images=OPTIONS["sketches"]["count"].default,
        side=OPTIONS["sketches"]["size"].default,
        drawn=True,
    ),
    "digits": Choice("digits", classes=10, images=1797, side=8),
}


def names() -> list[str]:
    """The built-ins first, then the others in alphabetical order."""
    return [*BUILT_IN, *(name for name in datasets.names() if name not in BUILT_IN)]


def choice(name: str) -> Choice:
    """The facts about one dataset, whether it is there or a built-in still to be made.

    Raises:
        InputError: there is none of that name, or it is damaged.

    """
    unmade = next((_UNMADE[kind] for kind in BUILT_IN if kind == name), None)
    if unmade and name not in datasets.names():
        return unmade
    dataset = datasets.load(name)
    sides = [min(record.width, record.height) for record in dataset.pictures()]
    manifest = dataset.manifest
    return Choice(name, len(dataset.classes), manifest.images, int(median(sides)), manifest.drawn)
