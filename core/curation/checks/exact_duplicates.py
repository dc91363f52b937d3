"""Pictures whose files are the same to the last byte, or have the same pixels."""

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.curation.checks.pairs import (
    EXACT_DUPLICATE,
    LABEL_CONFLICT,
    LEAKAGE,
    build_pair_problems,
    list_exact_pairs,
)
from core.data.alike import groups
from core.data.datasets import Dataset
from core.i18n import N_
from core.parallel import Progress


class ExactDuplicates:
    """Compare what the index has; each duplicate is told once, with the first of its kind."""

    name = "exact_duplicates"
    title = N_("Exact duplicates")
    about = N_("Files that are the same to the last byte, or have the same pixels.")
    quick = True
    measured = False
    kinds = (LABEL_CONFLICT, LEAKAGE, EXACT_DUPLICATE)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        return build_pair_problems(list(list_exact_pairs(dataset, groups.load(dataset.folder))), EXACT_DUPLICATE)
