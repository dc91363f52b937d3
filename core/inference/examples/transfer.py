"""Transfer in numbers: the head on the features of a few built-in pictures, and one unseen picture through it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image

from core import sketches
from core.backbone.features import compute_features, take_picture_from_bytes
from core.backbone.quick_head import Subspace, fit, normalize_rows
from core.data.shipped import read_digits

Kind = Literal["sketches", "digits"]
KINDS: Sequence[Kind] = ("sketches", "digits")
LEARNED = 10  # pictures a class
SIDE = 96  # pixels of a drawing
DIGITS = ("0", "1")  # two classes are enough for one logit
SHOWN = 4  # features with the largest part in the answer


@dataclass(frozen=True)
class Part:
    """One feature's part in the logit: its number, the weight, the feature of length one, and their product."""

    number: int
    weight: float
    feature: float

    @property
    def product(self) -> float:
        return self.weight * self.feature


@dataclass(frozen=True)
class Example:
    """An unseen picture (PNG) through the head: z = w · f + b is the logit of the second class.

    `parts` are the features that count most; `rest` is the sum of all others. `weights` and `features` hold all.
    """

    picture: bytes
    classes: tuple[str, str]
    true: str
    parts: tuple[Part, ...]
    rest: float
    bias: float
    logit: float
    weights: npt.NDArray[np.float64] = field(repr=False, compare=False)
    features: npt.NDArray[np.float64] = field(repr=False, compare=False)

    @property
    def probability(self) -> float:
        """Of the second class: σ(z)."""
        return float(1 / (1 + np.exp(-self.logit)))


def compute_example(kind: Kind, seed: int) -> Example:
    """A head that has learned ten pictures a class, asked about a picture that `seed` chooses among all others."""
    draw, classes = (_draw_sketch, sketches.LABELS) if kind == "sketches" else (_draw_digit, DIGITS)
    learned = [draw(label, number) for label in classes for number in range(LEARNED)]
    true = classes[seed % len(classes)]
    asked = draw(true, LEARNED + seed)
    rows = compute_features(
        [take_picture_from_bytes(f"{kind} {number}", data) for number, data in enumerate([*learned, asked])]
    )
    subspace = Subspace.spanned_by(rows[:-1])
    head = fit(subspace.coordinates, np.repeat([0, 1], LEARNED), classes=2)
    weights, bias = subspace.axes @ (head.weights[1] - head.weights[0]), float(head.biases[1] - head.biases[0])
    return _trace_example(asked, (classes[0], classes[1]), true, weights, normalize_rows(rows[-1:])[0], bias)


def _trace_example(
    asked: bytes,
    classes: tuple[str, str],
    true: str,
    weights: npt.NDArray[np.float64],
    row: npt.NDArray[np.float64],
    bias: float,
) -> Example:
    products = weights * row
    most = np.argsort(-np.abs(products), kind="stable")[:SHOWN]
    parts = tuple(Part(int(number), float(weights[number]), float(row[number])) for number in most)
    total = float(products.sum())
    rest = total - sum(part.product for part in parts)
    return Example(asked, classes, true, parts, rest, bias, total + bias, weights, row)


def _draw_sketch(label: str, number: int) -> bytes:
    return _encode_png(sketches.draw(label, number, SIDE, seed=0))


def _draw_digit(label: str, number: int) -> bytes:
    pictures = _read_digits()[label]
    return _encode_png(Image.fromarray(pictures[number % len(pictures)]))


@cache
def _read_digits() -> dict[str, npt.NDArray[np.uint8]]:
    labels, grey = read_digits()
    return {label: grey[labels == int(label)] for label in DIGITS}


def _encode_png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
