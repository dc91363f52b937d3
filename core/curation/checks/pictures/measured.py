"""What checks of single pictures share: they read what was measured while the dataset was added."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.data import measure_file
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.pixels.measures import Figures
from core.i18n import Message
from core.parallel import Progress

Chosen = npt.NDArray[np.bool_]

BLANK = 4.0  # contrast
# Of 2,200 pictures (800 photos of cats and dogs, 800 of clothes, 600 sketches) the least contrast is 13.9; one colour
# saved as a JPEG has less than 2.


def are_blank(figures: Figures) -> Chosen:
    return np.asarray(figures["contrast"] < BLANK)


class MeasuredCheck:
    """A check that looks at the measures alone; one of these names itself, its one kind and its reason, and chooses.

    `least` are the pixels that the shorter side of a picture has to have.
    """

    name: str
    title: str
    about: str
    kinds: tuple[str]
    reason: str
    least = 0
    quick = True
    measured = True

    def choose(self, figures: Figures) -> Chosen:
        """Which of the measured pictures have the problem."""
        raise NotImplementedError

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        """A problem for each picture that is chosen and that nobody has decided to keep.

        Pictures of a dataset of an earlier version are measured first.
        """
        figures = measure_file.ensure(dataset, progress=progress, cancel=cancel)
        files = set(measure_file.list_files(figures[self.choose(figures)]))
        if not files:
            return []
        return [
            Problem(self.kinds[0], record.path, Message(self.reason, {"file": record.path}))
            for record in iterate_undecided(dataset)
            if record.sha256 in files and min(record.width, record.height) >= self.least
        ]


def iterate_undecided(dataset: Dataset) -> Iterator[Record]:
    """The pictures that can be used, less those that somebody has decided to keep; none of them stays in memory."""
    kept = {path for path, decision in dataset.decisions.items() if decision.kind == "keep"}
    pictures = dataset.iterate_pictures()
    return (record for record in pictures if record.path not in kept) if kept else pictures
