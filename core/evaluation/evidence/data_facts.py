"""What is known of the pictures that a run has learned from, as far as findings need it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from core.curation import check_results
from core.curation.checks.suspect_labels import SUSPECT_LABEL, SuspectLabels
from core.data import datasets, index
from core.data.datasets import Dataset
from core.data.index import Record
from core.errors import InputError
from core.files import none_if_damaged
from core.runs.data_notes import read_data_state
from core.runs.folder import RunFolder


@dataclass(frozen=True)
class DataFacts:
    """Of the pictures that a run learned from; see `Curves` for the fields. `dataset` is None if it is gone."""

    dataset: Dataset | None = None
    drawn: bool = False
    training_pictures: Mapping[str, int] = field(default_factory=dict)
    validation_pictures: int = 0
    leaks: int | None = None
    conflicts: int = 0
    suspects: int | None = None
    picture_side: int = 0


def read_facts(run: RunFolder, name: str) -> DataFacts:
    """Read the run's own copy of the index, and what the checks of the dataset `name` have found."""
    dataset = _open(name)
    learned = none_if_damaged(index.load_copy)(run.path) or (dataset.records if dataset else ())
    records = [record for record in learned if record.usable]
    if not records:
        return DataFacts(dataset)
    state = read_data_state(run)
    return DataFacts(
        dataset=dataset,
        drawn=dataset is not None and dataset.manifest.drawn,
        training_pictures=Counter(str(record.label) for record in records if record.split == "train"),
        validation_pictures=sum(record.split == "val" for record in records),
        leaks=max(len(find_leaks(records)), state.leaks if state else 0),
        conflicts=state.conflicts if state else 0,
        suspects=_count_suspects(dataset, records),
        picture_side=round(median(min(record.width, record.height) for record in records)),
    )


def find_leaks(records: Sequence[Record]) -> set[str]:
    """The paths of pictures outside the training split whose very file another split has too."""
    splits: dict[str, set[str]] = defaultdict(set)
    for record in records:
        splits[record.sha256].add(str(record.split))
    shared = {sha256 for sha256, where in splits.items() if sha256 and len(where) > 1}
    return {record.path for record in records if record.split != "train" and record.sha256 in shared}


def _open(name: str) -> Dataset | None:
    try:
        return datasets.load(name)
    except InputError:  # the dataset is gone, but the curves can still be judged
        return None


def _read_checked(dataset: Dataset | None, check: str, kind: str, records: Sequence[Record]) -> set[str]:
    """The pictures of the run in which a check has found that kind of problem, if it was made."""
    problems = (dataset and check_results.load_undecided(dataset, check)) or ()
    learned = {record.path for record in records}
    return {problem.path for problem in problems if problem.kind == kind} & learned


def _count_suspects(dataset: Dataset | None, records: Sequence[Record]) -> int | None:
    if dataset is None or check_results.load_undecided(dataset, SuspectLabels.name) is None:
        return None
    return len(_read_checked(dataset, SuspectLabels.name, SUSPECT_LABEL, records))
