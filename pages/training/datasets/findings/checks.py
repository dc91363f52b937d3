"""A section for every check in `core.curation.checks.CHECKS`: its own where one is registered, else the general one.

Checks that share a section are shown together. Sections of their own come first.
"""

from collections.abc import Callable, Mapping

from core.curation.checks import CHECKS
from core.curation.checks.exact_duplicates import ExactDuplicates
from core.curation.checks.near_duplicates import NearDuplicates
from core.curation.checks.suspect_labels import SuspectLabels
from core.curation.checks.unused_files import UnusedFiles
from core.data.datasets import Dataset
from pages.training.datasets.findings.duplicates import duplicates
from pages.training.datasets.findings.general_check import general_check
from pages.training.datasets.findings.suspect_labels import suspect_labels
from pages.training.datasets.findings.unused_files import unused_files

OWN_SECTIONS: Mapping[str, Callable[[Dataset], None]] = {
    ExactDuplicates.name: duplicates,
    NearDuplicates.name: duplicates,
    SuspectLabels.name: suspect_labels,
    UnusedFiles.name: unused_files,
}


def checks(dataset: Dataset) -> None:
    """The sections of the datasets screen, one below the other."""
    for section in dict.fromkeys(OWN_SECTIONS.values()):
        section(dataset)
    for check in CHECKS:
        if check.name not in OWN_SECTIONS:
            general_check(dataset, check)
