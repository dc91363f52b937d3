"""Classes with far fewer training pictures than the largest."""

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.data.datasets import Dataset
from core.i18n import N_, Message
from core.parallel import Progress

IMBALANCE = "imbalance"
TIMES = 3  # as many training pictures: whoever always answers the largest of two classes is then right in 75 %
REASON = N_(
    "The class {label} has {count} training pictures, and {largest} has {most}. Add pictures of {label}, and look at "
    "balanced accuracy rather than accuracy."
)


class Imbalance:
    """Compare each class with the largest; a class is told by its name, not by a file."""

    name = "imbalance"
    title = N_("Uneven classes")
    about = N_("Classes with far fewer training pictures than the largest.")
    quick = True
    measured = False
    kinds = (IMBALANCE,)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        counts = {label: by_split["train"] for label, by_split in dataset.counts.items()}
        largest = max(counts, key=counts.__getitem__)
        return [
            Problem(
                IMBALANCE,
                label,
                Message(REASON, {"label": label, "count": count, "largest": largest, "most": counts[largest]}),
            )
            for label, count in counts.items()
            if TIMES * count <= counts[largest] > 0  # none are there where a dataset is for the test alone
        ]
