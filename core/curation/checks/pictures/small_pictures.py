"""Pictures that are much smaller than the others of their dataset."""

from array import array
from statistics import median

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.curation.checks.pictures.measured import iterate_undecided
from core.data.datasets import Dataset
from core.i18n import N_, Message
from core.parallel import Progress

TOO_SMALL = "too_small"
SIDE = 32  # pixels: under it hardly more than a colour can be told
ORDINARY = 64  # pixels of the median: in a dataset of tiny pictures, such as digits, they are meant to be tiny
REASON = N_(
    "{file} is only {width} x {height} pixels, and most pictures here are far larger. It will be enlarged and look "
    "like no other: leave it out, or replace it."
)


class SmallPictures:
    """Take those with a side under `SIDE` where the median picture has `ORDINARY` or more."""

    name = "small_pictures"
    title = N_("Small pictures")
    about = N_("Pictures that are much smaller than the others of the dataset.")
    quick = True
    measured = False
    kinds = (TOO_SMALL,)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        pictures = (record for record in dataset.iterate_records() if record.usable)
        sides = array("I", (min(record.width, record.height) for record in pictures))
        if not sides or median(sides) < ORDINARY:
            return []
        return [
            Problem(
                TOO_SMALL,
                record.path,
                Message(REASON, {"file": record.path, "width": record.width, "height": record.height}),
            )
            for record in iterate_undecided(dataset)
            if min(record.width, record.height) < SIDE
        ]
