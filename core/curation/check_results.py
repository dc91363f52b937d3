"""What the last slow check of a dataset has found, kept in the dataset's folder: `checks/<check>.json`."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel

from core import files
from core.curation.checks.check import Problem
from core.data.datasets import Dataset


class _Results(BaseModel):
    """`revision` is the dataset's when it was checked."""

    revision: int
    problems: Sequence[Problem]


def save(dataset: Dataset, check: str, problems: Sequence[Problem]) -> None:
    """Keep what the check of that name has found in the dataset as it is now."""
    path = _path(dataset, check)
    with files.disk_errors(path):
        path.parent.mkdir(exist_ok=True)
    files.write_json(path, _Results(revision=dataset.manifest.revision, problems=problems))


@files.none_if_damaged
def load(dataset: Dataset, check: str) -> Sequence[Problem] | None:
    """Read what the check has found; None if it has not run since the last decision about a picture."""
    results = files.read_json(_path(dataset, check), _Results)
    return results.problems if results and results.revision == dataset.manifest.revision else None


def _path(dataset: Dataset, check: str) -> Path:
    return dataset.folder / "checks" / f"{check}.json"
