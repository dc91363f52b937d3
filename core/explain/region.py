"""Which part of a picture a model saw, and the pixels that it saw."""

from pathlib import Path

from core.data.pixels.decode import Pixels, decode
from core.data.pixels.view import find_region
from core.explain.overlay import Box, FindRegion
from core.inference.model import Model


def decode_as_seen(model: Model, source: Path | bytes, name: str) -> Pixels:
    """The square that the model sees of a picture.

    Raises:
        PictureError: the picture cannot be read.

    """
    return decode(source, model.image_size, model.view, name=name)


def find_seen_region(model: Model) -> FindRegion:
    """Where that square is in the upright picture, as the model's view says; of several views, that of the first."""

    def find(width: int, height: int) -> Box:
        region = find_region(model.view, width, height, model.image_size)
        return region.left, region.top, region.right, region.bottom

    return find
