"""What one had before a search: the best run on its dataset, which the best trial is compared with.

Both are judged on the same validation pictures, none of which either of them has learned from.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from core.cancel import CancelToken
from core.data import datasets
from core.data.datasets import Dataset
from core.errors import InputError
from core.evaluation.comparison.changed import find_changes
from core.evaluation.evaluate import Predictions, evaluate, load
from core.inference.run_model import RunModel
from core.parallel import Progress
from core.runs import folder
from core.runs.folder import RunFolder
from core.search.optimism import SPLIT, load_answers
from core.search.trials import Earlier, Trial


@dataclass(frozen=True)
class Before:
    """A run of before a search, and its answers about the validation pictures."""

    run_id: str
    answers: Predictions


def judge_earlier(dataset: str, since: float, progress: Progress, cancel: CancelToken) -> Before | None:
    """The most accurate run on the dataset of those created before `since` that can answer about its validation
    pictures as they are now; None without one. What it answers is kept with it.
    """
    try:
        found = datasets.load(dataset)
    except InputError:  # it was removed: the search itself will say so
        return None
    asked = {record.path for record in found.list_pictures(split=SPLIT)}
    for run in list_earlier(dataset, since):
        answers = _read_answers(run, found, progress, cancel)
        if answers is not None and set(answers.paths) == asked:
            return Before(run.run_id, answers)
    return None


def list_earlier(dataset: str, since: float) -> list[RunFolder]:
    """The runs on the dataset that were created before `since` and have a model, the most accurate on the validation
    pictures first; of equals those that are no trials of a search.
    """
    ranked = sorted(_rank_runs(dataset, since), key=lambda found: found[:2], reverse=True)
    return [run for _accuracy, _is_own, run in ranked]


def _rank_runs(dataset: str, since: float) -> Iterator[tuple[float, bool, RunFolder]]:
    for run in folder.list_runs():
        with suppress(InputError):  # a run whose files are damaged: the list of runs tells of it
            result = run.read_training_result()
            accuracy = result.best_val_accuracy if result else None
            if accuracy is None or run.read_state().created >= since:
                continue
            spec = run.read_training_spec()
            if spec.dataset == dataset and run.onnx_model.exists():
                yield accuracy, not spec.trial_of, run


def _read_answers(run: RunFolder, dataset: Dataset, progress: Progress, cancel: CancelToken) -> Predictions | None:
    """What it has answered, or answers now; None of a model that cannot."""
    if (kept := load(run.evaluation, dataset.name, SPLIT)) is not None:
        return kept
    with suppress(InputError):
        evaluate(RunModel(run), dataset, SPLIT, progress, cancel=cancel)
    return load(run.evaluation, dataset.name, SPLIT)


def compare_with_earlier(before: Before, trial: Trial, dataset: str) -> Earlier | None:
    """The trial beside that run; None unless it has answered about the very same pictures."""
    found = load_answers(trial, dataset)
    if found is None:
        return None
    changes = find_changes(before.answers, found)
    if not changes.shared == len(found.paths) == len(before.answers.paths):
        return None
    return Earlier(
        run=before.run_id,
        accuracy=(changes.both_right + len(changes.only_first)) / changes.shared,
        won=len(changes.only_second),
        lost=len(changes.only_first),
    )
