"""A run as plain data, as the command line prints it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from core.errors import InputError
from core.files import DamagedFileError
from core.i18n import N_
from core.jobs.state import ACTIVE, JobState
from core.runs.data_notes import explain_data, read_data_state
from core.runs.folder import RunFolder
from core.runs.life import read_current_state
from core.runs.progress import LiveProgress, Progress
from core.runs.result import Result

T = TypeVar("T")

ENDED = ("finished", "stopped")  # states in which the result has the training speed

EVENTS_DAMAGED = N_(
    "{path} is damaged, so a part of what this run has recorded is lost. Its model is as it was; to record it anew, "
    "train another run with the same settings."
)


def describe(run: RunFolder) -> dict[str, Any]:
    """The keys of the command line's contract: `run, state, spec, metrics, epochs, seconds, ...`.

    Values from a damaged file are None, and `problem` is the message about the first such file.
    """
    state, problems = read_current_state(run), list[str]()
    spec = _read(run.read_training_spec, problems)
    result = (
        None if state.state in ACTIVE else _read(run.read_training_result, problems)
    )  # a resumed run still has an earlier result
    progress = LiveProgress(run).update()
    _read(lambda: check_events(run, state, result, progress), problems)
    known = not problems and state.state not in ENDED
    data = read_data_state(run)
    return {
        "run": run.run_id,
        "state": state.state,
        "reason": str(state.reason) if state.reason else None,
        "created": state.created,
        "ended": state.ended,
        "problem": problems[0] if problems else None,
        "spec": spec.model_dump() if spec else None,
        "dataset_version": data.version if data else None,
        "notes": list(map(str, explain_data(run))),
        **(_describe_result(result) if result else _describe_unfinished(progress, lost=progress.lost, known=known)),
    }


def has_figure(described: Mapping[str, Any]) -> bool:
    """Whether there is a figure beside which the notes have to be said."""
    return bool(described["metrics"]) or described["best_val_accuracy"] is not None


def _describe_result(result: Result) -> dict[str, Any]:
    """Its accuracy has its interval beside it, as in what `evaluate` tells."""
    described, metrics = result.model_dump(), result.metrics
    if metrics:
        described["metrics"]["interval"] = {"accuracy": metrics.interval}
    return described


def check_events(run: RunFolder, state: JobState, result: Result | None, progress: Progress) -> None:
    """Raise DamagedFileError if something that the run has recorded is lost.

    The result knows how many epochs there were; that of a run which has failed may be of an earlier end.
    """
    told = result.epochs if result and state.state in ("finished", "stopped") else 0
    if progress.lost or len(progress.epochs) < told:
        raise DamagedFileError(run.events, EVENTS_DAMAGED)


def _read(read: Callable[[], T], problems: list[str]) -> T | None:
    """The value that is read; None if that fails, and the message is added to `problems`."""
    try:
        return read()
    except InputError as error:
        problems.append(str(error))
        return None


def _describe_unfinished(progress: Progress, *, lost: bool, known: bool) -> dict[str, Any]:
    """The same keys for a run without a result: values from its epochs, and none if events are `lost`.

    `known` is false if there should be a result, which would have another training speed.
    """
    epochs, best = ([], {}) if lost else (progress.epochs, progress.best or {})
    return {
        "metrics": None,
        "best_epoch": None if lost else progress.best_epoch,
        "best_val_accuracy": best.get("val_accuracy"),
        "best_val_balanced_accuracy": best.get("val_balanced_accuracy"),
        "epochs": None if lost else progress.epochs_done,
        "stopped_early": False,
        "parameters": None,
        "seconds": None,
        "images_per_second": epochs[-1]["images_per_second"] if epochs and known else None,
        "precision_policy": None,
        "device": None,
    }
