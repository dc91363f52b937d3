"""What came of a run, number by number, and how far it has come."""

from core.evaluation import evaluate
from core.runs.events import EventReader, standing
from core.runs.life import current_state
from core.runs.progress import LiveProgress
from core.runs.state import ACTIVE
from core.training import arrays

TOLD = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "best")


def outcome(run):
    """Everything that must be the same in two runs of one spec, to the last bit.

    `epochs` and `batches` as they were told, the `result`, and all `arrays`: the best weights, the last weights, the
    optimiser, the random generators, the metrics, and what the model says of the test pictures.
    """
    result = run.result()
    with run.best_weights(result.best_epoch).open("rb") as kept, run.saved.open("rb") as saved:
        weights, state = arrays.read(kept), arrays.read(saved)
    del state["facts"]
    return {
        "epochs": [[event[name] for name in TOLD] for event in _told(run, "epoch")],
        "batches": {(event["epoch"], event["step"]): event["loss"] for event in _told(run, "batch")},
        "result": (result.metrics, result.best_epoch, result.best_val_accuracy, result.epochs),
        "arrays": {"test": evaluate.load(run, run.spec().dataset, "test").probabilities, **weights, **state},
    }


def _told(run, kind):
    return [event for event in standing(EventReader(run.events).read()) if event["kind"] == kind]


def reached(run, *, step=0, phase="queued"):
    """Whether the run has come so far in its life, or to its end."""
    progress = LiveProgress(run).update()
    seen = [entered.name for entered in progress.phases]
    return (phase in seen and progress.steps_done >= step) or current_state(run).state not in ACTIVE
