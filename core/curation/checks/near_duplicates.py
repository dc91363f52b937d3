"""Pictures that look the same, whatever their files: resized, compressed, mirrored or cropped.

They are found while the dataset is added, see `core.data.alike`; in a dataset of an earlier version, by this check.
"""

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.curation.checks.pairs import (
    LABEL_CONFLICT,
    LEAKAGE,
    NEAR_DUPLICATE,
    build_pair_problems,
    list_near_pairs,
    load_or_find_groups,
)
from core.data.datasets import Dataset
from core.i18n import N_
from core.parallel import Progress


class NearDuplicates:
    """Of exact duplicates only the first is compared, the others are known."""

    name = "near_duplicates"
    title = N_("Near duplicates")
    about = N_("Pictures that look the same: resized, compressed, mirrored or cropped by up to a twelfth.")
    quick = True
    measured = True
    kinds = (LABEL_CONFLICT, LEAKAGE, NEAR_DUPLICATE)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        found = load_or_find_groups(dataset, progress=progress, cancel=cancel)
        return build_pair_problems(list(list_near_pairs(dataset, found)), NEAR_DUPLICATE)
