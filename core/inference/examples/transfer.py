"""Transfer in numbers: the head on the features of a few built-in pictures, and one unseen picture through it.

The features that it learns from are recorded (`core.content.recorded.features.transfer`).
"""

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
from core.backbone.one_thread import one_thread
from core.backbone.quick_head import Subspace, fit, normalize_rows
from core.content.recorded.features.transfer import DIGITS, LEARNED, read_transfer_features

Kind = Literal["sketches", "digits"]
KINDS: Sequence[Kind] = ("sketches", "digits")
SIDE = 96  # pixels of a drawing
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
    draw, classes = (draw_sketch, sketches.LABELS) if kind == "sketches" else (_draw_digit, DIGITS)
    true = classes[seed % len(classes)]
    asked = draw(true, LEARNED + seed)
    rows = normalize_rows(compute_features([take_picture_from_bytes(f"{kind} {seed}", asked)]))
    return _trace_example(asked, (classes[0], classes[1]), true, rows[0], *_learn(kind))


@cache
def _learn(kind: Kind) -> tuple[npt.NDArray[np.float64], float]:
    """The weights and the bias of the head."""
    recorded = read_transfer_features()
    subspace = Subspace.spanned_by(recorded.sketches if kind == "sketches" else recorded.digits)
    with one_thread():
        head = fit(subspace.coordinates, np.repeat([0, 1], LEARNED), classes=2)
    return subspace.axes @ (head.weights[1] - head.weights[0]), float(head.biases[1] - head.biases[0])


def _trace_example(
    asked: bytes,
    classes: tuple[str, str],
    true: str,
    row: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
    bias: float,
) -> Example:
    products = weights * row
    most = np.argsort(-np.abs(products), kind="stable")[:SHOWN]
    parts = tuple(Part(int(number), float(weights[number]), float(row[number])) for number in most)
    total = float(products.sum())
    rest = total - sum(part.product for part in parts)
    return Example(asked, classes, true, parts, rest, bias, total + bias, weights, row)


def draw_sketch(label: str, number: int) -> bytes:
    return _encode_png(sketches.draw(label, number, SIDE, seed=0))


def _draw_digit(label: str, number: int) -> bytes:
    pictures = read_transfer_features().pictures[DIGITS.index(label)]
    return encode_digit(pictures[number % len(pictures)])


def encode_digit(pixels: npt.NDArray[np.uint8]) -> bytes:
    return _encode_png(Image.fromarray(pixels))


def _encode_png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
