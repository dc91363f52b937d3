"""A few pictures that a model has never seen, to try it on."""

import random

from core.data.datasets import Dataset
from core.data.index import Record


def samples(dataset: Dataset, count: int, seed: int) -> list[Record]:
    """Up to `count` test pictures, drawn by `seed` and spread evenly over the classes; without a test split, none."""
    dice = random.Random(seed)
    by_class = [dataset.pictures(split="test", label=label) for label in dataset.classes]
    for records in by_class:
        dice.shuffle(records)
    dice.shuffle(by_class)
    turns = max(map(len, by_class), default=0)
    return [records[turn] for turn in range(turns) for records in by_class if turn < len(records)][:count]
