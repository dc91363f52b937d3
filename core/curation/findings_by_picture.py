"""What the checks have found, by picture: for screens that show pictures by finding.

Only stored results are read; no check runs.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.curation import check_results
from core.curation.checks import CHECKS
from core.curation.checks.check import Problem
from core.data.datasets import Dataset
from core.data.index import Record, Split

ANY = "any"  # finding: whatever it is
DECIDED = "decided"  # instead of a finding: somebody has decided about the picture


@dataclass(frozen=True)
class Findings:
    """The stored problems of the pictures that nobody has decided about since."""

    problems: Sequence[Problem]

    @cached_property
    def by_path(self) -> Mapping[str, Sequence[Problem]]:
        """A pair is found under both of its paths."""
        found: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            for path in filter(None, (problem.path, problem.other)):
                found[path].append(problem)
        return found

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """{kind: pictures}, in the order of the checks."""
        paths: dict[str, set[str]] = {}
        for problem in self.problems:
            paths.setdefault(problem.kind, set()).update(filter(None, (problem.path, problem.other)))
        return {kind: len(found) for kind, found in paths.items()}


def load_findings(dataset: Dataset) -> Findings:
    """Read what every check found when it last ran."""
    return Findings([one for check in CHECKS for one in check_results.load_undecided(dataset, check.name) or ()])


def filter_pictures(
    dataset: Dataset,
    findings: Findings,
    *,
    label: str | None = None,
    split: Split | None = None,
    finding: str | None = None,
) -> list[Record]:
    """The pictures of that class, split and finding as they are now, in the order of the index; None means all.

    Args:
        dataset: whose pictures.
        findings: what `load_findings` returned for it.
        label: the class, after decisions.
        split: the split, after decisions.
        finding: the kind of a problem, `ANY`, or `DECIDED`, which alone lists what was left out.

    """
    if finding == DECIDED:
        pictures = [record for record in dataset.records if record.path in dataset.decisions]
    else:
        pictures = dataset.list_pictures()
    return [
        record
        for record in pictures
        if label in (None, record.label) and split in (None, record.split) and _has(record, findings, finding)
    ]


def _has(record: Record, findings: Findings, finding: str | None) -> bool:
    if finding in (None, DECIDED):
        return True
    found = findings.by_path.get(record.path, ())
    return bool(found) if finding == ANY else any(problem.kind == finding for problem in found)
