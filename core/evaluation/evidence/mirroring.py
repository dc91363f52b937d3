"""Whether two classes differ by the side on which something stands: mirrored pictures then have the wrong label.

Of a small grey picture, what changes sign when it is mirrored is half the difference between it and its mirror image.
If a straight line through that tells the classes apart on pictures that it was not fitted to, the side decides. A
class that is its own mirror image, as photos of animals are, cannot be told from another by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.data.datasets import Dataset
from core.data.index import Record
from core.data.pixels.decode import decode
from core.data.pixels.unchanged import read_unchanged
from core.errors import InputError

SIDE = 16  # pixels of the pictures that are compared
MOST = 100  # pictures of a class that are looked at
FEWEST = 8
FOLDS = 4
STRENGTH = 10.0  # of the ridge, times the mean square of the features
DECIDES = 0.8  # of the pictures that the side alone tells apart


@dataclass(frozen=True)
class Mirrored:
    """Two classes that mirroring makes one: `share` of their pictures are told apart by the side alone."""

    first: str
    second: str
    share: float


def find_mirrored(dataset: Dataset, first: str, second: str) -> Mirrored | None:
    """Whether the side alone tells these two classes apart; None also if their pictures are too few or cannot be read.

    Opens at most a hundred pictures of each.
    """
    groups = [dataset.list_pictures(split="train", label=label)[:MOST] for label in (first, second)]
    if min(map(len, groups)) < FEWEST:
        return None
    try:
        rows = np.concatenate([_read_sides(dataset, group) for group in groups])
    except InputError:  # a picture is gone, and with it the answer
        return None
    wanted = np.repeat([-1.0, 1.0], [len(group) for group in groups])
    share = compute_held_out_accuracy(rows, wanted)
    return Mirrored(first, second, share) if share >= DECIDES else None


def _read_sides(dataset: Dataset, records: Sequence[Record]) -> np.ndarray:
    """(n, features): what changes sign in each picture when it is mirrored."""
    grey = np.stack(
        [decode(read_unchanged(dataset, record), SIDE, name=record.path).mean(axis=2) for record in records]
    )
    rows: np.ndarray = ((grey - grey[:, :, ::-1])[:, :, : SIDE // 2] / 255).reshape(len(records), -1)
    return rows


def compute_held_out_accuracy(rows: np.ndarray, wanted: np.ndarray) -> float:
    """The share of rows (n, features) whose sign, `wanted` (n,), ridge regression has right without having seen them.

    There is no constant, so that of a row and its mirror image just one is right.
    """
    fold = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    right = np.zeros(len(rows), bool)
    for number in range(FOLDS):
        fitted, held = fold != number, fold == number
        x, y = rows[fitted], wanted[fitted]
        ridge = STRENGTH * float(np.square(x).mean()) + 1e-12
        kernel = x @ x.T + ridge * x.shape[1] * np.eye(len(x)) / FOLDS
        right[held] = np.sign(rows[held] @ (x.T @ np.linalg.solve(kernel, y))) == wanted[held]
    return float(right.mean())
