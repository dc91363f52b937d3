"""`search.json` of a search's folder: its trials, and what was learned from them; pages and commands read it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from core.files import read_json
from core.i18n import N_, Message
from core.jobs.folder import JobFolder
from core.specs.search.space import Value

IN_A_ROW = 3  # epochs
DAMAGED = N_(
    "{path} is damaged: what the search has found cannot be read. Its trials are runs and still there; search again."
)

TrialState = Literal["running", "finished", "stopped", "failed"]


class Trial(BaseModel):
    """One trial. `val_accuracy` is of its best epoch so far, `curve` has that of every epoch.

    `stopped` is a trial that lagged, or that the end of the budget has ended; one that has failed has a `reason`, which
    earlier versions did not write.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    run: str
    values: dict[str, Value]
    state: TrialState = "running"
    val_accuracy: float | None = None
    curve: tuple[float, ...] = ()
    parameters: int = 0
    seconds: float | None = None
    reason: Message | None = None


class Importance(BaseModel):
    """The share of the differences between trials that a setting explains; 90 % of resampled trials say low to high."""

    model_config = ConfigDict(frozen=True)

    mean: float
    low: float
    high: float


class Optimism(BaseModel):
    """How much too good the winner's accuracy is for having been chosen by it.

    Attributes:
        pictures: of the validation split.
        chosen: the winner's accuracy on all of them.
        points: the share by which that is too good; None where there are too few pictures to tell.

    """

    model_config = ConfigDict(frozen=True)

    pictures: int
    chosen: float
    points: float | None


class Earlier(BaseModel):
    """The best trial beside the best run of before the search, on the same validation pictures.

    Attributes:
        run: of before.
        accuracy: of that run, 0 to 1.
        won: how many pictures the trial alone recognises.
        lost: how many that run alone recognises.

    """

    model_config = ConfigDict(frozen=True)

    run: str
    accuracy: float
    won: int
    lost: int


class SearchState(BaseModel):
    """All that is known of a search; `spent` are seconds of its budget.

    `importance` is of what trials scored after `compared_after` epochs; None: at their end.
    """

    model_config = ConfigDict(frozen=True)

    trials: tuple[Trial, ...] = ()
    spent: float = 0.0
    importance: dict[str, Importance] = {}
    compared_after: int | None = None
    optimism: Optimism | None = None
    earlier: Earlier | None = None


def find_state_file(job: JobFolder) -> Path:
    return job.path / "search.json"


def read_state(job: JobFolder) -> SearchState:
    """What is known so far; nothing before the first trial.

    Raises:
        DamagedFileError: the file is damaged.

    """
    return read_json(find_state_file(job), SearchState, DAMAGED) or SearchState()


def compute_score(curve: Sequence[float]) -> float:
    """The highest mean of three epochs in a row, of fewer where there are no three: one epoch alone may be lucky."""
    width = min(IN_A_ROW, len(curve))
    return max(sum(curve[end - width : end]) / width for end in range(width, len(curve) + 1))


def find_best(trials: Sequence[Trial]) -> Trial | None:
    """The finished trial with the highest accuracy on the validation pictures; the earlier one of equals."""
    done = [trial for trial in trials if trial.state == "finished" and trial.val_accuracy is not None]
    return max(done, key=lambda trial: (trial.val_accuracy or 0.0, -trial.number), default=None)


def list_best_so_far(trials: Sequence[Trial]) -> list[float]:
    """The highest accuracy after each trial that has finished, in their order."""
    best, found = 0.0, []
    for trial in trials:
        if trial.state == "finished" and trial.val_accuracy is not None:
            best = max(best, trial.val_accuracy)
            found.append(best)
    return found


def find_frontier(trials: Sequence[Trial], by: str) -> list[Trial]:
    """The finished trials of which none is both at least as accurate and smaller (`parameters`) or quicker."""
    done = [trial for trial in trials if trial.state == "finished" and trial.val_accuracy is not None]
    done.sort(key=lambda trial: (getattr(trial, by) or 0, -(trial.val_accuracy or 0.0)))
    frontier: list[Trial] = []
    for trial in done:
        if not frontier or (trial.val_accuracy or 0.0) > (frontier[-1].val_accuracy or 0.0):
            frontier.append(trial)
    return frontier
