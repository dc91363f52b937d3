"""Pictures that are nearly black."""

import numpy as np

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.curation.checks.pictures.measured import Chosen, are_blank, find_pictures
from core.data.datasets import Dataset
from core.data.pixels.measures import Measured
from core.i18n import N_
from core.parallel import Progress

KIND = "dark"
LEVEL = 64  # of 255, that 95 % of the pixels are below: ordinary photos have 103 or more, at a fifth of their light 51
REASON = N_("{file} is nearly black. Look at it, and leave it out if nothing can be told.")


class Dark:
    """Take those whose lightest parts are dark, but for blank ones."""

    name = "dark"
    title = N_("Dark pictures")
    about = N_("Pictures that are nearly black, so that little can be told in them.")
    quick = True
    measured = True
    kinds = (KIND,)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        return find_pictures(dataset, _choose, KIND, REASON, progress, cancel)


def _choose(rows: Measured) -> Chosen:
    return np.asarray((rows["light"] < LEVEL) & ~are_blank(rows))
