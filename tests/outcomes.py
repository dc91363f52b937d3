"""What came of a run, number by number, and how far it has come."""

from core.evaluation import evaluate
from core.jobs.state import ACTIVE
from core.runs.life import read_current_state
from core.runs.progress import LiveProgress
from core.training.saving import arrays

TOLD = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "best")


def outcome(run):
    """Everything that must be the same in two runs of one spec, to the last bit.

    `epochs` and `batches` as they were told, the `result`, and all `arrays`: the best weights, the last weights, the
    optimiser, the random generators, the metrics, and what the model says of the test pictures.
    """
    result, progress = run.read_training_result(), LiveProgress(run).update()
    with run.find_best_weights(result.best_epoch).open("rb") as kept, run.saved.open("rb") as saved:
        weights = {f"best {name}": array for name, array in arrays.read(kept).items()}
        state = arrays.read(saved)
    del state["facts"]
    return {
        "epochs": [[epoch[name] for name in TOLD] for epoch in progress.epochs],
        "batches": dict(zip(progress.batches["position"], progress.batches["loss"], strict=True)),
        "result": (
            result.metrics,
            result.best_epoch,
            result.best_val_accuracy,
            result.best_val_balanced_accuracy,
            result.epochs,
        ),
        "arrays": {"test": evaluate.load(run.evaluation, run.read_training_spec().dataset, "test").probabilities}
        | weights
        | state,
    }


def reached(run, *, step=0, phase="queued"):
    """Whether the run has come so far in its life, or to its end."""
    progress = LiveProgress(run).update()
    seen = [entered.name for entered in progress.phases]
    return (phase in seen and progress.steps_done >= step) or read_current_state(run).state not in ACTIVE
