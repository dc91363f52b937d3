"""The 1,000 classes of ImageNet's challenge, in both languages, and which of them are breeds of pets."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from core.i18n import language

FILE = Path(__file__).with_name("imagenet.tsv")
BREEDS: Mapping[str, range] = {"cat": range(281, 286), "dog": range(151, 269)}
_COLUMNS = {"en": 1, "zh": 2}


@cache
def read_class_names(code: str) -> tuple[str, ...]:
    """The 1,000 classes in the order of the network's outputs, in the language of that code; no two are alike."""
    lines = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return tuple(line[_COLUMNS[code]] for line in lines)


def translate_class(label: str) -> str:
    """An English class name of ImageNet in the reader's language; any other label stays as it is."""
    number = class_numbers().get(label)
    return label if number is None else read_class_names(language())[number]


@cache
def class_numbers() -> Mapping[str, int]:
    """The place of each English class name in the network's outputs."""
    return {name: number for number, name in enumerate(read_class_names("en"))}


def sum_breeds(probabilities: Mapping[str, float]) -> dict[str, float] | None:
    """How much of the probabilities falls to all breeds of each pet together; None unless all of them are there."""
    names = read_class_names("en")
    breeds = {pet: [names[place] for place in places] for pet, places in BREEDS.items()}
    if not all(name in probabilities for named in breeds.values() for name in named):
        return None
    return {pet: sum(probabilities[name] for name in named) for pet, named in breeds.items()}
