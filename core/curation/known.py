"""What is known to be wrong with a dataset without opening a picture: quick checks, and what slow ones found last."""

from collections.abc import Sequence

from core.cancel import NEVER, CancelToken
from core.curation import check_results
from core.curation.checks import CHECKS
from core.curation.checks.check import Check, Problem
from core.curation.checks.pairs import load_or_find_groups
from core.data import measure_file
from core.data.alike import groups
from core.data.datasets import Dataset
from core.parallel import Progress


def is_measured(dataset: Dataset) -> bool:
    """Whether its pictures were measured and compared, as every dataset's are while it is added."""
    return groups.load(dataset.folder) is not None and measure_file.load_figures(dataset.folder) is not None


def ensure_measured(dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> None:
    """Measure and compare the pictures of a dataset of an earlier version, or whose files are damaged.

    Raises:
        InputError: a picture is gone or has changed since the dataset was added.
        Cancelled: `cancel` asked for it.

    """
    measure_file.ensure(dataset, progress=progress, cancel=cancel)
    load_or_find_groups(dataset, cancel=cancel)


def find_known(dataset: Dataset) -> list[Problem]:
    """The problems that are known now, in the order of the checks."""
    dataset.hold_records()
    measured = is_measured(dataset)
    return [problem for check in CHECKS for problem in find_known_by(dataset, check, measured=measured)]


def find_known_by(dataset: Dataset, check: Check, *, measured: bool) -> Sequence[Problem]:
    """What one check finds now; of one that is slow, or needs measures that are not there, what it found last."""
    if check.quick and (measured or not check.measured):
        return check.find(dataset)
    return check_results.load_undecided(dataset, check.name) or ()
