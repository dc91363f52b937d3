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
    path = _build_path(dataset, check)
    with files.disk_errors(path):
        path.parent.mkdir(exist_ok=True)
    files.write_json(path, _Results(revision=dataset.manifest.revision, problems=problems))


def load(dataset: Dataset, check: str) -> Sequence[Problem] | None:
    """Read what the check has found; None if it has not run since the last decision about a picture."""
    results = _read(_build_path(dataset, check))
    return results.problems if results and results.revision == dataset.manifest.revision else None


def load_undecided(dataset: Dataset, check: str) -> Sequence[Problem] | None:
    """Read what the check found when it last ran, less the pictures decided about; None if it has not run.

    For checks that judge each picture by itself: a decision about one says nothing about another.
    """
    results = _read(_build_path(dataset, check))
    return [one for one in results.problems if one.path not in dataset.decisions] if results else None


@files.none_if_damaged
def _read(path: Path) -> _Results | None:
    return files.read_json(path, _Results)


def _build_path(dataset: Dataset, check: str) -> Path:
    return dataset.folder / "checks" / f"{check}.json"
