"""Classes and splits with too few pictures to learn from or to judge with."""

from collections.abc import Iterator

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.data.datasets import Dataset
from core.data.index import Split
from core.i18n import N_, Message
from core.parallel import Progress

TOO_FEW = "too_few"
BATCH = 32  # pictures, as trainings have it unless they are told otherwise
OF_A_CLASS = 10  # training pictures: with fewer even a head on a pretrained network differs by 5 points with the draw
OF_A_SPLIT = 10  # pictures: of nine right ones among ten the accuracy is anything from 60 to 98 %
_SPLITS: dict[Split, str] = {
    "val": N_("There are only {count} validation pictures: which epoch is the best is chosen by chance. Add some."),
    "test": N_("There are only {count} test pictures: one mistake more costs {points} points of accuracy. Add some."),
}
_CLASS = N_("The class {label} has only {count} training pictures. Add some: {least} are the least to begin with.")
_BATCH = N_("There are only {count} training pictures, fewer than a batch of {batch}. Add some, or use smaller ones.")


class TooFew:
    """Look at the counts; a class or a split is told by its name."""

    name = "too_few"
    title = N_("Too few pictures")
    about = N_("Classes and splits with too few pictures to learn from or to judge with.")
    quick = True
    measured = False
    kinds = (TOO_FEW,)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        return [*_find_classes(dataset), *_find_splits(dataset)]


def _find_classes(dataset: Dataset) -> Iterator[Problem]:
    for label, by_split in dataset.counts.items():
        if 0 < by_split["train"] < OF_A_CLASS:
            values = {"label": label, "count": by_split["train"], "least": OF_A_CLASS}
            yield Problem(TOO_FEW, label, Message(_CLASS, values))


def _find_splits(dataset: Dataset) -> Iterator[Problem]:
    counts = dataset.manifest.splits
    if 0 < counts["train"] < BATCH:
        yield Problem(TOO_FEW, "train", Message(_BATCH, {"count": counts["train"], "batch": BATCH}))
    for split, reason in _SPLITS.items():
        if 0 < (count := counts[split]) < OF_A_SPLIT:
            yield Problem(TOO_FEW, split, Message(reason, {"count": count, "points": f"{100 / count:.0f}"}))
