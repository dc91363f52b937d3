"""One run in plain data, as the command line prints it."""

from typing import Any

from core.jobs.state import ACTIVE
from core.runs.folder import RunFolder
from core.runs.life import current_state
from core.runs.progress import LiveProgress


def describe(run: RunFolder) -> dict[str, Any]:
    """The keys of the command line's contract: `run, state, spec, metrics, epochs, seconds, ...`."""
    state = current_state(run)
    result = None if state.state in ACTIVE else run.result()  # of a resumed run, it tells of an earlier end
    found = result.model_dump() if result else _unfinished(run)
    return {
        "run": run.run_id,
        "state": state.state,
        "reason": str(state.reason) if state.reason else None,
        "created": state.created,
        "ended": state.ended,
        "spec": run.spec().model_dump(),
        **found,
    }


def _unfinished(run: RunFolder) -> dict[str, Any]:
    """The same keys of a run without a result; only the epochs can be told."""
    progress = LiveProgress(run).update()
    epochs = progress.epochs
    return {
        "metrics": None,
        "best_epoch": progress.best_epoch,
        "best_val_accuracy": max((epoch["val_accuracy"] for epoch in epochs), default=None),
        "epochs": progress.epochs_done,
        "stopped_early": False,
        "parameters": None,
        "seconds": None,
        "images_per_second": epochs[-1]["images_per_second"] if epochs else None,
        "precision_policy": None,
        "device": None,
    }
