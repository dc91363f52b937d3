"""Maps and filters as small pictures: white is zero, orange is positive, blue is negative, as in an explanation."""

from io import BytesIO

import numpy as np
from PIL import Image

from core.backbone.features import Rows
from core.explain.overlay import AGAINST, FOR

UNITS_A_ROW = 32
WHITE = 255.0


def draw_values(values: Rows, largest: float, side: int = 1) -> bytes:
    """A map (height, width) as a PNG; `largest` is the size of a value that gets the full colour.

    A value is one pixel, or as many as make the longer side about `side` pixels.
    """
    times = max(1, side // max(values.shape))
    values = values.repeat(times, axis=0).repeat(times, axis=1)
    share = np.clip(values / (largest or 1.0), -1, 1)[..., None]
    colours = np.where(share < 0, np.array(AGAINST, float), np.array(FOR, float))
    pixels = WHITE + (colours - WHITE) * np.abs(share)
    file = BytesIO()
    Image.fromarray(pixels.round().astype(np.uint8)).save(file, "PNG")
    return file.getvalue()


def fold_units(units: Rows) -> Rows:
    """Units (n,) in rows of at most `UNITS_A_ROW`, the last one filled up with zeros."""
    width = min(UNITS_A_ROW, len(units))
    padded = np.zeros(-(-len(units) // width) * width, np.float32)
    padded[: len(units)] = units
    return padded.reshape(-1, width)
