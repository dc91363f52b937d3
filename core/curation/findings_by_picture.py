"""What the checks have found, by picture: for screens that show pictures by finding.

No picture is opened.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.curation.checks.check import Problem
from core.curation.known import find_known
from core.data.datasets import Dataset
from core.data.index import Record, Split

ANY = "any"  # finding: whatever it is
DECIDED = "decided"  # instead of a finding: somebody has decided about the picture


@dataclass(frozen=True)
class Findings:
    """The problems of single pictures and of pairs that are known now."""

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


def find_findings(dataset: Dataset) -> Findings:
    """Run the quick checks, and read what the slow ones found when they last ran."""
    return list_findings(dataset, find_known(dataset))


def list_findings(dataset: Dataset, problems: Sequence[Problem]) -> Findings:
    """Those of the problems that are about pictures; others are about a class or a file that is not used."""
    pictures = {record.path for record in dataset.found if record.usable} if problems else set()
    return Findings([problem for problem in problems if problem.path in pictures])


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
        findings: what `find_findings` returned for it.
        label: the class, after decisions.
        split: the split, after decisions.
        finding: the kind of a problem, `ANY`, or `DECIDED`, which alone lists what was left out.

    """
    if finding == DECIDED:
        decided = (record for record in dataset.records if record.path in dataset.decisions)
        return [record for record in decided if label in (None, record.label) and split in (None, record.split)]
    pictures = dataset.list_pictures(split=split, label=label)
    if finding is None:
        return pictures
    kinds = {record.path: _list_kinds(findings, record.path) for record in pictures if record.path in findings.by_path}
    return [record for record in pictures if (found := kinds.get(record.path)) and finding in (ANY, *found)]


def _list_kinds(findings: Findings, path: str) -> list[str]:
    return [problem.kind for problem in findings.by_path[path]]
