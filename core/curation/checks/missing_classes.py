"""Classes without a picture in a split that has pictures of others."""

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.data.datasets import Dataset
from core.data.index import Split
from core.i18n import N_, Message
from core.parallel import Progress

CLASS_MISSING = "class_missing"
_REASONS: dict[Split, str] = {
    "train": N_("There are no training pictures of {label}, so it cannot be learned. Add some."),
    "val": N_("There are no validation pictures of {label}, so the best epoch is chosen without it. Add some."),
    "test": N_("There are no test pictures of {label}, so no figure says how well it is recognised. Add some."),
}


class MissingClasses:
    """Look at the counts; a class is told by its name, once for each split."""

    name = "missing_classes"
    title = N_("Classes missing from a split")
    about = N_("Classes without a picture in training, validation or test.")
    quick = True
    measured = False
    kinds = (CLASS_MISSING,)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        splits = [split for split, count in dataset.manifest.splits.items() if count]
        return [
            Problem(CLASS_MISSING, label, Message(reason, {"label": label, "split": split}))
            for split, reason in _REASONS.items()
            for label, by_split in dataset.counts.items()
            if split in splits and not by_split[split]
        ]
