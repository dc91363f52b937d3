"""Which part of a picture a model saw, and the pixels that it saw."""

from pathlib import Path

from core.data.pixels.decode import Pixels, decode
from core.explain.overlay import FindRegion
from core.inference.model import Model


def decode_as_seen(model: Model, source: Path | bytes, name: str) -> Pixels:
    """The square that the model sees of a picture.

    Raises:
        PictureError: the picture cannot be read.

    """
    return decode(source, model.image_size, name=name)


def find_seen_region(model: Model) -> FindRegion:
    """Where that square is in the upright picture: a stretched one is all of it."""
    return lambda width, height: (0, 0, width, height)
