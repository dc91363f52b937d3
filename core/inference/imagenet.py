"""The pretrained network as a model to ask before anybody has trained one: 1,000 classes, and their sums.

A dataset whose classes are sums of ImageNet's (a dog is any of 118 breeds) can be judged without any training; that
accuracy is the baseline of every run on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from core import workspace
from core.backbone.features import Rows
from core.backbone.head import Head
from core.backbone.imagenet_weights import imagenet_weights
from core.backbone.onnx_form import PROBABILITY, backbone_file
from core.errors import InputError
from core.i18n import CONTENT_DIR, N_, language
from core.runs import folder
from core.runs.folder import RunFolder
from core.runs.state import Result, RunState
from core.specs.training_spec import TrainingSpec
from core.units import readable_names

NAME = "imagenet"  # what the command line and the address call it
FILE = CONTENT_DIR / "imagenet.tsv"
ANIMALS: Mapping[str, range] = {"cat": range(281, 286), "dog": range(151, 269)}  # breeds of the house
ALIASES: Mapping[str, str] = {"cats": "cat", "dogs": "dog", "猫": "cat", "狗": "dog"}


@dataclass(frozen=True)
class Pretrained(RunFolder):
    """The pretrained network in the form of a run that nobody had to train; it is in no list of runs."""

    @property
    def onnx_model(self) -> Path:
        return backbone_file()

    def classes(self) -> list[str]:
        return list(names("en"))

    def spec(self) -> TrainingSpec:
        """Nobody here has asked for it, and what it learned from is not here.

        Raises:
            InputError: always.

        """
        raise InputError(N_("ImageNet's own pictures are not on this machine. Name one of your datasets."))

    def state(self) -> RunState:
        return RunState(state="finished", created=0.0, heartbeat=0.0)

    def result(self) -> Result | None:
        return None


def pretrained() -> Pretrained:
    return Pretrained(workspace.current().backbones / NAME)


def find(name: str) -> RunFolder:
    """The run of that name, or the pretrained network."""
    return pretrained() if name == NAME else folder.find(name)


@cache
def names(code: str) -> tuple[str, ...]:
    """The 1,000 classes in ImageNet's order, in the language of that code; no two are alike."""
    columns = {"en": 1, "zh": 2}
    lines = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return tuple(line[columns[code]] for line in lines)


def shown(label: str) -> str:
    """An ImageNet class in the reader's language; any other label stays as it is."""
    number = _numbers().get(label)
    return label if number is None else names(language())[number]


@cache
def _numbers() -> Mapping[str, int]:
    return {name: number for number, name in enumerate(names("en"))}


def groups(classes: Sequence[str]) -> list[list[int]] | None:
    """Which ImageNet classes make up each of these, by its name; None if that is not known of all of them."""
    found = [_group(name) for name in classes]
    return None if None in found else [group for group in found if group is not None]


def _group(name: str) -> list[int] | None:
    plain = ALIASES.get(name.strip().lower(), name.strip().lower())
    if plain in ANIMALS:
        return list(ANIMALS[plain])
    return [_numbers()[plain]] if plain in _numbers() else None


def animals(probabilities: Mapping[str, float]) -> dict[str, float]:
    """How much of the probabilities of all 1,000 classes falls to the breeds of each of `ANIMALS`."""
    named = names("en")
    return {animal: sum(probabilities[named[place]] for place in places) for animal, places in ANIMALS.items()}


def zero_shot(rows: Rows, parts: Sequence[Sequence[int]]) -> Rows:
    """Probabilities (n, groups) of features (n, 1280): the sums of each group, as shares of all groups together."""
    each = _head().probabilities(rows)
    sums = np.stack([each[:, list(part)].sum(axis=1) for part in parts], axis=1)
    shares: Rows = sums / sums.sum(axis=1, keepdims=True)
    return shares


@cache
def _head() -> Head:
    kernel, bias = imagenet_weights()[PROBABILITY]
    return Head(np.ascontiguousarray(kernel), bias)


def no_groups(dataset: str, classes: Sequence[str]) -> InputError:
    return InputError(
        N_("ImageNet's classes do not make up those of {dataset}: {classes}. Choose a dataset of cats and dogs."),
        dataset=dataset,
        classes=readable_names(classes),
    )
