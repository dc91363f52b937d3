"""A biased collection in numbers: cats were mostly met in snow, dogs mostly not, and a head learns what it is shown.

    judged = judge_collection(share=0.9, count=60)
    judged.groups["dog", True]  # how often a dog in snow is called a dog
    judged.alike, judged.fair   # on test pictures collected in the same way, and on as many of each kind

The features are recorded (`core.content.recorded.features.snow`); the head is fitted within milliseconds, once a
collection.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import numpy as np
import numpy.typing as npt

from core.backbone.one_thread import one_thread
from core.backbone.quick_head import QuickHead, fit
from core.concepts.limits.groups import judge, mark_snow
from core.content.recorded.features.snow import LEARNED, SIDE, read_snow_features
from core.intervals import Hits
from core.sketches import LABELS, draw
from core.sketches.snow import draw_in_snow

Group = tuple[str, bool]  # the class, and whether in snow


@dataclass(frozen=True)
class Right(Hits):
    """`right` answers of `n`."""

    right: int
    n: int


@dataclass(frozen=True)
class Judged:
    """What the head is right about: in each group, on a test collected like the training, and on all groups alike."""

    head: QuickHead
    groups: Mapping[Group, Right]
    alike: Right
    fair: Right


def choose_collection(share: float, count: int) -> list[tuple[str, int, bool]]:
    """`count` drawings a class, as (class, number, in snow): of cats that `share` is in snow, of dogs the rest."""
    in_snow = mark_snow(share, count)
    return [(label, number, bool(in_snow[c, number])) for c, label in enumerate(LABELS) for number in range(count)]


def read_asked() -> npt.NDArray[np.float64]:
    """The coordinates (classes, drawings, without and in snow, d) of the drawings that no head has seen."""
    return read_snow_features()[:, LEARNED:]


@lru_cache(maxsize=64)
def judge_collection(share: float, count: int) -> Judged:
    """Fit a head to a collection and ask it about drawings that it has not seen.

    Args:
        share: of the cats in snow, and of the dogs outside it, from 0 to 1.
        count: drawings a class to learn from, at most 60.

    """
    features = read_snow_features()
    collection = choose_collection(share, count)
    classes, numbers, snow = (np.array(column, int) for column in zip(*map(_index, collection), strict=True))
    with one_thread():
        head = fit(features[classes, numbers, snow], classes, len(LABELS))
    outcome = judge(read_asked(), head.weights, head.biases, share)
    n, groups = outcome.drawings, outcome.groups
    rights = {(label, bool(s)): Right(int(groups[c, s]), n) for c, label in enumerate(LABELS) for s in (0, 1)}
    return Judged(head, rights, Right(outcome.alike, len(LABELS) * n), Right(outcome.fair, 2 * len(LABELS) * n))


def draw_collected(label: str, number: int, in_snow: bool, side: int = SIDE) -> bytes:
    """A drawing of the collection as a PNG; smaller than the classifier sees it where it is shown smaller."""
    file, drawing = BytesIO(), (draw_in_snow if in_snow else draw)(label, number, SIDE, 0)
    (drawing if side == SIDE else drawing.resize((side, side))).save(file, "PNG")
    return file.getvalue()


def _index(drawing: tuple[str, int, bool]) -> tuple[int, int, int]:
    label, number, snow = drawing
    return LABELS.index(label), number, int(snow)
