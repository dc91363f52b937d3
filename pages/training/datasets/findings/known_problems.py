"""What is known to be wrong with a dataset, found once for all sections that show it and for every draw of the screen.

It is found anew when the dataset changes, with every decision, and when a check has run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.curation.checks import CHECKS
from core.curation.checks.check import Problem
from core.curation.deciding.mend import find_surplus
from core.curation.findings_by_picture import Findings, list_findings
from core.curation.health import Health
from core.curation.known import find_known_by, is_measured
from core.curation.last_change import HealthChange, measure_last_change
from core.data.datasets import Dataset
from core.data.garbage import uncollected
from core.errors import InputError
from pages.shared.caches import cache_resource


@dataclass(frozen=True)
class KnownProblems:
    """All problems, by check in the order of the checks; those of pictures; what one press leaves out.

    `measured` says whether the pictures were measured and compared.
    """

    measured: bool
    by_check: Mapping[str, Sequence[Problem]]
    findings: Findings
    surplus: Sequence[str]

    @property
    def problems(self) -> Sequence[Problem]:
        return [problem for found in self.by_check.values() for problem in found]


def load_known(dataset: Dataset) -> KnownProblems:
    """The problems as they are now; all callers share one value."""
    return _find(dataset.name, str(dataset.folder), _read_version(dataset), dataset)


def load_last_change(dataset: Dataset, health: Health) -> HealthChange | None:
    """What the last change did to the health, which is as given now; None where it cannot be told."""
    return _measure(dataset.name, str(dataset.folder), _read_version(dataset), dataset, health)


@cache_resource(max_entries=16)
def _measure(
    name: str, folder: str, version: tuple[float, ...], _dataset: Dataset, _health: Health
) -> HealthChange | None:
    try:
        return measure_last_change(_dataset, _health)
    except InputError:  # the journal is damaged, and the button that would undo says so
        return None


@cache_resource(max_entries=16)
def _find(name: str, folder: str, version: tuple[float, ...], _dataset: Dataset) -> KnownProblems:
    with uncollected():
        _dataset.hold_records()
        measured = is_measured(_dataset)
        by_check = {check.name: find_known_by(_dataset, check, measured=measured) for check in CHECKS}
        problems = [problem for found in by_check.values() for problem in found]
        return KnownProblems(measured, by_check, list_findings(_dataset, problems), find_surplus(_dataset))


def _read_version(dataset: Dataset) -> tuple[float, ...]:
    folders = (dataset.folder, dataset.folder / "checks")
    changed = (folder.stat().st_mtime_ns if folder.exists() else 0 for folder in folders)
    return (dataset.manifest.created.timestamp(), dataset.manifest.revision, *changed)
