"""Files that were refused when the dataset was added, and pictures that were left out since."""

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.curation.checks.missing_classes import CLASS_MISSING
from core.data.datasets import Dataset
from core.data.index import Record
from core.i18n import N_
from core.parallel import Progress


class UnusedFiles:
    """Tell the reason that the index has of each file that is not used."""

    name = "unused_files"
    title = N_("Files not used")
    about = N_("Files that could not be used when the dataset was added, and pictures that were left out since.")
    quick = True
    measured = False
    kinds = (
        "unreadable", "truncated", "not_an_image", "too_small", "too_large", "empty", "missing",
        "unsafe_name", "bad_name", "link", "loose", "empty_class", "too_few", "left_out",
        "layout", "name", "class_missing", "label_conflict", "unpacked",
    )  # fmt: skip

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        return [
            Problem(str(record.kind), record.path, record.reason)
            for record in dataset.problems
            if record.reason is not None and not _is_told_of_its_class(record, dataset)
        ]


def _is_told_of_its_class(record: Record, dataset: Dataset) -> bool:
    """Whether the check of missing classes tells it, by what is in the splits now."""
    return record.kind == CLASS_MISSING and record.path.partition("/")[2] in dataset.classes
