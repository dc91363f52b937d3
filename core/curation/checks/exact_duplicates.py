"""Pictures whose files are the same to the last byte: they have one SHA-256."""

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.curation.checks.pairs import LABEL_CONFLICT, LEAKAGE, build_pair_problem
from core.data.datasets import Dataset
from core.data.index import Record
from core.i18n import N_
from core.parallel import Progress

EXACT_DUPLICATE = "exact_duplicate"


class ExactDuplicates:
    """Compare the fingerprints that the index has; each duplicate is told once, with the first of its kind."""

    name = "exact_duplicates"
    title = N_("Exact duplicates")
    about = N_("Files that are the same to the last byte.")
    quick = True
    kinds = (LABEL_CONFLICT, LEAKAGE, EXACT_DUPLICATE)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        first: dict[str, Record] = {}
        pairs = [(record, first.setdefault(record.sha256, record)) for record in dataset.list_pictures()]
        return [build_pair_problem(EXACT_DUPLICATE, record, other) for record, other in pairs if other is not record]
