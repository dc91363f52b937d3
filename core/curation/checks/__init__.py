"""What can be wrong with a dataset: one file a check, all of them in `CHECKS`, in the order in which they run.

A new check is a class with the members of `Check` in a file of its own, and its line in `CHECKS`; what its kinds mean
stands in `problem_kinds.py`. It may import anything below `core.curation`. Begin reading in `check.py`.
"""

from collections.abc import Sequence

from core.curation.checks.check import Check
from core.curation.checks.exact_duplicates import ExactDuplicates
from core.curation.checks.imbalance import Imbalance
from core.curation.checks.missing_classes import MissingClasses
from core.curation.checks.near_duplicates import NearDuplicates
from core.curation.checks.pictures.blank import Blank
from core.curation.checks.pictures.blurred import Blurred
from core.curation.checks.pictures.dark import Dark
from core.curation.checks.pictures.extreme_shapes import ExtremeShapes
from core.curation.checks.pictures.overexposed import Overexposed
from core.curation.checks.pictures.small_pictures import SmallPictures
from core.curation.checks.suspect_labels import SuspectLabels
from core.curation.checks.too_few import TooFew
from core.curation.checks.unused_files import UnusedFiles
from core.errors import InputError
from core.i18n import N_

CHECKS: Sequence[Check] = (
    UnusedFiles(), ExactDuplicates(), NearDuplicates(), MissingClasses(), Imbalance(), TooFew(), SmallPictures(),
    ExtremeShapes(), Blank(), Dark(), Overexposed(), Blurred(), SuspectLabels(),
)  # fmt: skip


def find_check(name: str) -> Check:
    """The check of that name.

    Raises:
        InputError: there is none.

    """
    known = {check.name: check for check in CHECKS}
    if name not in known:
        raise InputError(
            N_("There is no check called {name}. Choose one of: {known}."), name=name, known=", ".join(known)
        )
    return known[name]
