"""A few pictures of many: spread evenly, drawn from the test split, or as thumbnails."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageOps

from core.data.datasets import Dataset
from core.data.index import Record
from core.data.pixels.decode import decode_whole

T = TypeVar("T")


def choose_evenly(items: Sequence[T], count: int) -> list[T]:
    """At most `count` of the items, evenly from the first to the last."""
    if len(items) <= count:
        return list(items)
    return [items[number * len(items) // count] for number in range(count)]


def choose_from_each_class(dataset: Dataset, count: int) -> list[Record]:
    """At most `count` pictures, one of each class in turn."""
    by_class = [dataset.list_pictures(label=label) for label in dataset.classes[:count]]
    turns = max(map(len, by_class), default=0)
    return [records[turn] for turn in range(min(turns, count)) for records in by_class if turn < len(records)][:count]


def draw_test_pictures(dataset: Dataset, count: int, seed: int) -> list[Record]:
    """Up to `count` test pictures, drawn by `seed` and spread evenly over the classes; without a test split, none."""
    dice = random.Random(seed)
    by_class = [dataset.list_pictures(split="test", label=label) for label in dataset.classes]
    for records in by_class:
        dice.shuffle(records)
    dice.shuffle(by_class)
    turns = max(map(len, by_class), default=0)
    return [records[turn] for turn in range(turns) for records in by_class if turn < len(records)][:count]


def make_thumbnail(path: Path, side: int, name: str) -> Image.Image:
    """The picture within `side` x `side` pixels; a smaller one is enlarged by whole pixels, so that they stay sharp.

    Raises:
        PictureError: the file cannot be used; the sentence calls it `name`.

    """
    shown = decode_whole(path, name=name, enough=side)
    times = side // max(shown.size)
    if times > 1:
        return shown.resize((shown.width * times, shown.height * times), Image.Resampling.NEAREST)
    shown.thumbnail((side, side), Image.Resampling.BILINEAR)
    return shown


def make_square_thumbnail(path: Path, side: int, name: str) -> Image.Image:
    """The middle of the picture as a square of `side` pixels.

    Raises:
        PictureError: the file cannot be used; the sentence calls it `name`.

    """
    shown = decode_whole(path, name=name, enough=2 * side)
    resampling = Image.Resampling.NEAREST if min(shown.size) < side else Image.Resampling.BILINEAR  # keeps pixels sharp
    return ImageOps.fit(shown, (side, side), resampling)


def make_strip(pictures: Sequence[tuple[Path, str]], side: int) -> Image.Image:
    """The middles of the pictures (path, name) as squares of `side` pixels, side by side.

    Raises:
        PictureError: one of them cannot be used; the sentence calls it by its name.

    """
    strip = Image.new("RGB", (max(1, len(pictures)) * side, side))
    for place, (path, name) in enumerate(pictures):
        strip.paste(make_square_thumbnail(path, side, name), (place * side, 0))
    return strip
