"""What one had before a search: the best run on its dataset, which the best trial is compared with.

Both are judged on the same validation pictures, none of which either of them has learned from.
"""

from collections.abc import Iterator
from contextlib import suppress

from core.cancel import CancelToken
from core.data import datasets
from core.errors import InputError
from core.evaluation.comparison.changed import find_changes
from core.evaluation.evaluate import evaluate, load
from core.inference.run_model import RunModel
from core.parallel import Progress
from core.runs import folder
from core.runs.folder import RunFolder
from core.search.optimism import SPLIT, load_answers
from core.search.trials import Earlier, Trial


def find_earlier(dataset: str, since: float) -> RunFolder | None:
    """The most accurate run on the dataset's validation pictures that was created before `since`; None without one."""
    best = max(_list_accuracies(dataset, since), key=lambda found: found[0], default=None)
    return best[1] if best else None


def _list_accuracies(dataset: str, since: float) -> Iterator[tuple[float, RunFolder]]:
    for run in folder.list_runs():
        with suppress(InputError):  # a run whose files are damaged: the list of runs tells of it
            result = run.read_training_result()
            accuracy = result.best_val_accuracy if result else None
            if accuracy is None or run.read_state().created >= since:
                continue
            if run.read_training_spec().dataset == dataset and run.onnx_model.exists():
                yield accuracy, run


def predict_validation(run: RunFolder, dataset: str, progress: Progress, cancel: CancelToken) -> None:
    """Have it answer about the validation pictures, unless it has; a model that cannot is left alone."""
    if load(run.evaluation, dataset, SPLIT) is None:
        with suppress(InputError):
            evaluate(RunModel(run), datasets.load(dataset), SPLIT, progress, cancel=cancel)


def compare_with_earlier(earlier: RunFolder, trial: Trial, dataset: str) -> Earlier | None:
    """The trial beside that run; None unless both have answered about the very same pictures."""
    before, found = load(earlier.evaluation, dataset, SPLIT), load_answers(trial, dataset)
    if before is None or found is None:
        return None
    changes = find_changes(before, found)
    if not changes.shared == len(found.paths) == len(before.paths):
        return None
    return Earlier(
        run=earlier.run_id,
        accuracy=(changes.both_right + len(changes.only_first)) / changes.shared,
        won=len(changes.only_second),
        lost=len(changes.only_first),
    )
