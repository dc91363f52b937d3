"""One run in plain data, as the command line prints it."""

from collections.abc import Callable
from typing import Any, TypeVar

from core.errors import InputError
from core.files import DamagedFileError
from core.i18n import N_
from core.jobs.state import ACTIVE, JobState
from core.runs.folder import RunFolder
from core.runs.life import current_state
from core.runs.progress import LiveProgress, Progress
from core.runs.result import Result

T = TypeVar("T")

ENDED = ("finished", "stopped")  # states in which the result tells the rate

EVENTS_DAMAGED = N_(
    "{path} is damaged, so a part of what this run has recorded is lost. Its model is as it was; to record it anew, "
    "train another run with the same settings."
)


def describe(run: RunFolder) -> dict[str, Any]:
    """The keys of the command line's contract: `run, state, spec, metrics, epochs, seconds, ...`.

    What a damaged file would have told is None, and `problem` is the first sentence about such a file.
    """
    state, problems = current_state(run), list[str]()
    spec = _read(run.spec, problems)
    result = None if state.state in ACTIVE else _read(run.result, problems)  # of a resumed run, it is of an earlier end
    progress = LiveProgress(run).update()
    _read(lambda: check_events(run, state, result, progress), problems)
    known = not problems and state.state not in ENDED
    return {
        "run": run.run_id,
        "state": state.state,
        "reason": str(state.reason) if state.reason else None,
        "created": state.created,
        "ended": state.ended,
        "problem": problems[0] if problems else None,
        "spec": spec.model_dump() if spec else None,
        **(result.model_dump() if result else _unfinished(progress, lost=progress.lost, known=known)),
    }


def check_events(run: RunFolder, state: JobState, result: Result | None, progress: Progress) -> None:
    """Raise DamagedFileError if something that the run has recorded is lost.

    The result knows how many epochs there were; that of a run which has failed may be of an earlier end.
    """
    told = result.epochs if result and state.state in ("finished", "stopped") else 0
    if progress.lost or len(progress.epochs) < told:
        raise DamagedFileError(run.events, EVENTS_DAMAGED)


def _read(read: Callable[[], T], problems: list[str]) -> T | None:
    """What is read; None if that cannot be done, and why is added to the problems."""
    try:
        return read()
    except InputError as error:
        problems.append(str(error))
        return None


def _unfinished(progress: Progress, *, lost: bool, known: bool) -> dict[str, Any]:
    """The same keys of a run without a result; only the epochs can be told, and nothing where events are `lost`.

    `known` tells whether there was none; a damaged or missing one would have told another rate.
    """
    epochs = [] if lost else progress.epochs
    return {
        "metrics": None,
        "best_epoch": None if lost else progress.best_epoch,
        "best_val_accuracy": max((epoch["val_accuracy"] for epoch in epochs), default=None),
        "epochs": None if lost else progress.epochs_done,
        "stopped_early": False,
        "parameters": None,
        "seconds": None,
        "images_per_second": epochs[-1]["images_per_second"] if epochs and known else None,
        "precision_policy": None,
        "device": None,
    }
