"""A few pictures to look at."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PIL import Image

from core.data.pixels.decode import picture

T = TypeVar("T")


def spread(items: Sequence[T], count: int) -> list[T]:
    """At most `count` of the items, evenly from the first to the last."""
    if len(items) <= count:
        return list(items)
    return [items[number * len(items) // count] for number in range(count)]


def thumbnail(path: Path, side: int, name: str) -> Image.Image:
    """The picture within `side` x `side` pixels; a smaller one is enlarged by whole pixels, so that they stay sharp.

    Raises:
        PictureError: the file cannot be used; the sentence calls it `name`.

    """
    shown = picture(path, name=name, enough=side)
    times = side // max(shown.size)
    if times > 1:
        return shown.resize((shown.width * times, shown.height * times), Image.Resampling.NEAREST)
    shown.thumbnail((side, side), Image.Resampling.BILINEAR)
    return shown
