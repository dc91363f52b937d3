"""Pictures in which there is nothing to be seen: one colour."""

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.curation.checks.pictures.measured import Chosen, are_blank, find_pictures
from core.data.datasets import Dataset
from core.data.pixels.measures import Measured
from core.i18n import N_
from core.parallel import Progress

KIND = "blank"
REASON = N_("{file} is blank: one colour, and nothing to be seen. Leave it out.")


class Blank:
    """Take those with hardly any contrast."""

    name = "blank"
    title = N_("Blank pictures")
    about = N_("Pictures of one colour, in which there is nothing to be seen.")
    quick = True
    measured = True
    kinds = (KIND,)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        return find_pictures(dataset, _choose, KIND, REASON, progress, cancel)


def _choose(rows: Measured) -> Chosen:
    return are_blank(rows)
