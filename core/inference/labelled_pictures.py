"""One split of a dataset, or all of it, read for an evaluation: as pixels or as features, whichever the model takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from core.backbone.examples import compute_examples
from core.backbone.features import Rows
from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.data.index import Part, Record
from core.data.pixels.cache import Decoded, open_decoded
from core.data.pixels.decode import Pixels, decode_squares
from core.data.pixels.unchanged import read_unchanged
from core.data.pixels.view import View
from core.errors import InputError
from core.i18n import N_
from core.networks.backbones import EMBEDDED, Backbone
from core.parallel import Progress, in_order, stage, tell


@dataclass(frozen=True)
class LabelledPictures:
    """The usable pictures of one split, or of all, in the order of the index.

    `decoded` are all pictures of the dataset at the size of the model, if they are open already; `cancel` is checked
    between pictures.
    """

    dataset: Dataset
    split: Part
    decoded: Decoded | None = None
    cancel: CancelToken = NEVER

    @cached_property
    def records(self) -> list[Record]:
        """At least one.

        Raises:
            InputError: the split has no pictures.

        """
        found = self.dataset.list_pictures(split=None if self.split == "all" else self.split)
        if not found:
            raise InputError(
                N_("The split {split} of {dataset} has no pictures."), split=self.split, dataset=self.dataset.name
            )
        return found

    @property
    def paths(self) -> tuple[str, ...]:
        """Relative to the dataset's pictures."""
        return tuple(record.path for record in self.records)

    @property
    def labels(self) -> npt.NDArray[np.int32]:
        """The true classes (n,), numbers into the dataset's classes."""
        numbers = {label: number for number, label in enumerate(self.dataset.classes)}
        return np.array([numbers[str(record.label)] for record in self.records], dtype=np.int32)

    def read_pixels(self, size: int, view: View, batch: int, progress: Progress | None = None) -> Iterator[Pixels]:
        """Pictures (at most `batch`, size, size, 3), uint8, decoded as for training.

        `progress(done, total)` is called as it goes; the first half is decoding, if there is any to do.

        Raises:
            InputError: a picture is missing, or has changed since the dataset was added.

        """
        count = len(self.records)
        decoded = self.decoded or self._open(size, view, stage(progress, 0, 2))
        places = np.arange(count) if self.split == "all" else decoded.select(self.split)
        predicting = stage(progress, 1, 2)
        for start in range(0, count, batch):
            self.cancel.raise_if_cancelled()
            yield decoded.images[places[start : start + batch]]
            tell(predicting, min(start + batch, count), count)

    def read_squares(self, size: int, view: View, progress: Progress | None = None) -> Iterator[Pixels]:
        """All squares of each picture, uint8 (squares, size, size, 3); they are decoded as they are needed.

        Raises:
            InputError: a picture is missing, or has changed since the dataset was added.

        """

        def decode_record(record: Record) -> Pixels:
            return decode_squares(read_unchanged(self.dataset, record), size, view, name=record.path)

        yield from in_order(decode_record, self.records, progress, self.cancel)

    def _open(self, size: int, view: View, progress: Progress | None) -> Decoded:
        return open_decoded(self.dataset, size, view, progress=progress, cancel=self.cancel)

    def read_features(
        self, backbone: Backbone = EMBEDDED, view: View = View.STRETCH, progress: Progress | None = None
    ) -> Rows:
        """Features (n, width), float32; only those that are not cached are computed.

        Raises:
            InputError: a picture is missing, or has changed since the dataset was added.

        """
        return compute_examples(self.dataset, self.records, backbone, view, progress=progress, cancel=self.cancel).rows
