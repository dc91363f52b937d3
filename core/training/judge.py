"""Evaluate a run's model on the test split, once, after the training."""

from core.data.datasets import Dataset
from core.data.index import Split
from core.data.pixels.cache import Decoded
from core.evaluation.evaluate import evaluate
from core.inference.run_model import RunModel
from core.jobs.phases import Phases
from core.jobs.worker.turn import Turn
from core.runs.folder import RunFolder
from core.runs.result import Metrics


def judge(
    run: RunFolder, dataset: Dataset, phases: Phases, turn: Turn, pictures: Decoded | None = None
) -> Metrics | None:
    """The metrics on the test split; None without one. Can be paused; a stop takes effect after it.

    A trial of a search, or of a curve of more pictures, is asked about the validation pictures instead, and has no
    metrics: whoever chooses among trials shall know nothing of the test pictures. `pictures` are the dataset's, if they
    are open already.
    """
    turn.raise_if_cancelled()
    phases.enter("evaluating")
    is_trial = bool(run.read_training_spec().trial_of)
    split: Split = "val" if is_trial else "test"
    if not dataset.list_pictures(split=split):
        return None

    def progress(done: int, total: int) -> None:
        phases.progress(done, total)
        turn.raise_if_cancelled()

    summary = evaluate(RunModel(run), dataset, split, progress, pictures).summary
    return None if is_trial else summary
