"""Classes that a split does not have, where folders or a table make the splits."""

from collections.abc import Sequence

from core.data.index import SPLITS, Record
from core.data.intake.layout.found import Kind
from core.data.intake.layout.problems import build_problem
from core.i18n import N_
from core.units import sort_names

NOT_TAUGHT = N_(
    "The class {label} is not in train: a model cannot learn it, so its pictures in the other splits are not used."
)
NOT_JUDGED = N_("The class {label} is not in {split}: figures on {split} say nothing about it.")


def report_absent(found: Sequence[Kind]) -> list[Record]:
    """A problem for each class and split that do not meet."""
    there = set(found)
    splits = [split for split in SPLITS if any(split == made for _, made in there)]
    if "train" not in splits or len(splits) < 2:
        return []
    return [
        build_problem(f"{split}/{label}", "class_missing", NOT_TAUGHT if split == "train" else NOT_JUDGED,
                      label=label, split=split)
        for label in sort_names({label for label, _ in there})
        for split in splits
        if (label, split) not in there
    ]  # fmt: skip
