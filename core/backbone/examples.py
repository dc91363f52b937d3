"""Labelled pictures for fitting a head: their features and their labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from core.backbone.features import Rows, compute_features, take_picture_of_record
from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.pixels.unchanged import check_unchanged
from core.data.pixels.view import View
from core.networks.backbones import EMBEDDED, Backbone
from core.parallel import Progress


@dataclass(frozen=True)
class Examples:
    """`paths` as in the index; `rows` (n, width) of one backbone; `labels` (n,), places in the dataset's classes."""

    paths: tuple[str, ...]
    rows: Rows
    labels: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.paths)

    def part(self, places: slice) -> Self:
        return type(self)(self.paths[places], self.rows[places], self.labels[places])

    def join(self, others: Self) -> Self:
        rows, labels = np.concatenate([self.rows, others.rows]), np.concatenate([self.labels, others.labels])
        return type(self)(self.paths + others.paths, rows, labels)


def compute_examples(
    dataset: Dataset,
    records: Sequence[Record],
    backbone: Backbone = EMBEDDED,
    view: View = View.STRETCH,
    *,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
) -> Examples:
    """The features and labels of these pictures of the dataset, in the same order.

    Raises:
        InputError: a picture has vanished or changed since the dataset was added.
        Cancelled: `cancel` asked for it.

    """
    check_unchanged(dataset, records, cancel)  # stored features need no look at the files
    pictures = [take_picture_of_record(dataset, record) for record in records]
    rows = compute_features(pictures, backbone, view, progress=progress, cancel=cancel)
    numbers = {label: number for number, label in enumerate(dataset.classes)}
    labels = np.array([numbers[str(record.label)] for record in records], dtype=np.int32)
    return Examples(tuple(record.path for record in records), rows, labels)
