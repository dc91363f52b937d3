"""Points that a person has drawn or brought along, as a text that is short enough for a link.

    text = encode(points, regression=False)     # three bytes a point, in base 64
    points = decode(text, regression=False)

A place is kept to 1/255 of the window, a value to 1/254 of its range from -1 to 1, a class exactly.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from typing import Literal

import numpy as np

from core.concepts.activations import Array
from core.concepts.playground.scenes import MOST_CLASSES, REACH, Points

MOST_POINTS = 400
BYTES = 3
HALF = 127.0
"""A value v from -1 to 1 is kept as the byte round((v + 1) HALF)."""

Code = Literal["unreadable", "many"]


class OwnPointsError(ValueError):
    """The text holds no points: `unreadable`, or too `many` of them."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


def encode(points: Points, *, regression: bool) -> str:
    places = _to_bytes((points.places + REACH) * 255.0 / (2.0 * REACH))
    labels = _to_bytes((points.labels + 1.0) * HALF if regression else points.labels)
    return urlsafe_b64encode(np.column_stack([places, labels]).tobytes()).decode()


def decode(text: str, *, regression: bool) -> Points:
    """The points of a text; raises OwnPointsError where it is none."""
    try:
        raw = urlsafe_b64decode(text.encode("ascii"))
    except (Error, UnicodeEncodeError) as error:
        raise OwnPointsError("unreadable") from error
    if len(raw) % BYTES:
        raise OwnPointsError("unreadable")
    if len(raw) > BYTES * MOST_POINTS:
        raise OwnPointsError("many")
    numbers = np.frombuffer(raw, np.uint8).reshape(-1, BYTES).astype(np.float64)
    places = numbers[:, :2] * 2.0 * REACH / 255.0 - REACH
    labels = numbers[:, 2] / HALF - 1.0 if regression else np.minimum(numbers[:, 2], MOST_CLASSES - 1.0)
    return Points(places, np.minimum(labels, 1.0) if regression else labels)


def _to_bytes(numbers: Array) -> np.ndarray:
    return np.clip(np.round(numbers), 0, 255).astype(np.uint8)
