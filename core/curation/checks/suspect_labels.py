"""Pictures whose label the rest of the dataset contradicts: see `core.curation.labels.label_check`.

What is told is only what confident learning is sure of, in datasets with `FEWEST` pictures of each class or more: a
classifier that learned from fewer says too little about a label.
"""

from typing import TYPE_CHECKING

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.data.datasets import Dataset
from core.data.index import Record
from core.i18n import N_, Message
from core.parallel import Progress

if TYPE_CHECKING:
    from core.curation.labels.label_check import LabelCheck
    from core.curation.labels.suspects import Suspect

SUSPECT_LABEL = "suspect_label"
FEWEST = 10  # pictures of each class


class SuspectLabels:
    """Take the label check that is kept if it covers all splits, else make it; pictures decided about are settled."""

    name = "suspect_labels"
    title = N_("Suspect labels")
    about = N_(
        "Pictures whose label the rest of the data contradicts: each one is predicted by a small classifier "
        "trained without it. Where that is confident of another class, check the picture yourself."
    )
    quick = False
    measured = False
    kinds = (SUSPECT_LABEL,)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        if min(sum(by_split.values()) for by_split in dataset.counts.values()) < FEWEST:
            return []
        # Imported here and below: ONNX Runtime takes a while to load, and a list of the checks does not need it.
        from core.curation.labels import label_check

        check = _load_full_check(dataset) or label_check.check_labels(
            dataset, label_check.ALL, progress=progress, cancel=cancel
        )
        return [
            _build_problem(dataset, record, suspect)
            for record, suspect in check.find_suspects()
            if suspect.sure and record.path not in dataset.decisions
        ]


def _load_full_check(dataset: Dataset) -> "LabelCheck | None":
    from core.curation.labels import label_check

    kept = label_check.load(dataset)
    return kept if kept and set(kept.splits) == set(label_check.ALL) else None


def _build_problem(dataset: Dataset, record: Record, suspect: "Suspect") -> Problem:
    text = N_(
        "{file} is labelled {label}, but the other pictures say {likely}. Look at it, and relabel it if they are right."
    )
    values = {"file": record.path, "label": record.label, "likely": dataset.classes[suspect.likely]}
    return Problem(SUSPECT_LABEL, record.path, Message(text, values))
