"""A promise before Train: how long it will take, and how good it will become, from runs like it; kept with the run.

Like it are finished runs of this workspace on the same dataset, with the same network and about as many epochs. The
interval holds how far they were apart and what chance does to so few validation pictures.
"""

from math import sqrt
from statistics import mean, pstdev

from pydantic import BaseModel, ConfigDict

from core.data.intake.choices import Choice
from core.errors import InputError
from core.files import none_if_damaged, read_json, write_json
from core.i18n import N_, Message
from core.intervals import Z_95
from core.runs import folder
from core.runs.expected_time import estimate_seconds, is_measured
from core.runs.folder import RunFolder
from core.runs.result import Result
from core.specs.training_spec import TrainingSpec
from core.units import format_estimate, format_guess, format_per_cent, format_seconds

LOOKED_AT = 24  # of the newest runs
FEWEST = 2  # like runs, of which an accuracy is foretold
SAME = ("dataset", "architecture", "design", "trainable")
EPOCHS_ALIKE = 2.0  # times as many, or as few
FILE = "promise.json"

TIME = N_("About {time} on this machine.")
ROUGH_TIME = N_("Roughly {time}: a guess until a first such training was timed on this machine.")
ACCURACY = N_("About {low} to {high} of the validation pictures right, from {count} runs like it.")
NO_ACCURACY = N_("How good it becomes is told once two runs like it have finished.")
TOOK = N_("Foretold {time}; it took {took} ({percent}).")
GUESSED = N_("Guessed {time}; it took {took}. The next such training is foretold from this one.")
BECAME = N_("Foretold {low} to {high} on the validation pictures; it became {accuracy}.")


class Promise(BaseModel):
    """`promise.json` of a run: seconds, and the interval of the validation accuracy from so many like runs.

    `measured` tells whether the seconds rest on a training that was timed on this machine.
    """

    model_config = ConfigDict(frozen=True)

    seconds: float | None
    accuracy: tuple[float, float] | None
    like: int
    measured: bool = True


def foretell(spec: TrainingSpec, choice: Choice) -> Promise:
    """What can be told of a training that has not begun."""
    found = _list_like(spec)
    interval = _make_interval(found, choice.validation) if len(found) >= FEWEST and choice.validation else None
    return Promise(
        seconds=estimate_seconds(spec, choice), accuracy=interval, like=len(found), measured=is_measured(spec)
    )


def keep_promise(run: RunFolder, promise: Promise) -> None:
    write_json(run.path / FILE, promise)


@none_if_damaged
def read_promise(run: RunFolder) -> Promise | None:
    """What was told before the run; None of one from before that was kept."""
    return read_json(run.path / FILE, Promise)


def explain_promise(promise: Promise) -> list[Message]:
    if promise.accuracy is None:
        return [*_explain_time(promise), Message(NO_ACCURACY)]
    interval = _format_interval(promise.accuracy)
    return [*_explain_time(promise), Message(ACCURACY, {**interval, "count": promise.like})]


def _explain_time(promise: Promise) -> list[Message]:
    if promise.seconds is None:
        return []
    if promise.measured:
        return [Message(TIME, {"time": format_estimate(promise.seconds)})]
    return [Message(ROUGH_TIME, {"time": format_guess(promise.seconds)})]


def explain_outcome(promise: Promise, result: Result) -> list[Message]:
    """How far off it was."""
    found = []
    if promise.seconds:
        found.append(_compare_time(promise.seconds, result.seconds.total, measured=promise.measured))
    if promise.accuracy and result.best_val_accuracy is not None:
        became = {**_format_interval(promise.accuracy), "accuracy": format_per_cent(result.best_val_accuracy)}
        found.append(Message(BECAME, became))
    return found


def _compare_time(foretold: float, total: float, *, measured: bool) -> Message:
    took = {"time": format_seconds(foretold), "took": format_seconds(total)}
    return Message(TOOK, {**took, "percent": f"{total / foretold - 1:+.0%}"}) if measured else Message(GUESSED, took)


def _format_interval(interval: tuple[float, float]) -> dict[str, str]:
    return {"low": format_per_cent(interval[0]), "high": format_per_cent(interval[1])}


def _list_like(spec: TrainingSpec) -> list[float]:
    """The validation accuracies of runs like it; damaged ones are passed over."""
    found = []
    for run in list(folder.list_runs())[:LOOKED_AT]:
        try:
            other, result = run.read_training_spec(), run.read_training_result()
        except InputError:
            continue
        if result and result.best_val_accuracy is not None and _is_like(spec, other):
            found.append(result.best_val_accuracy)
    return found


def _is_like(spec: TrainingSpec, other: TrainingSpec) -> bool:
    same = all(
        getattr(spec, name) == getattr(other, name) for name in ("dataset", "architecture", "design", "trainable")
    )
    return same and 1 / EPOCHS_ALIKE <= spec.epochs / other.epochs <= EPOCHS_ALIKE


def _make_interval(accuracies: list[float], pictures: int) -> tuple[float, float]:
    """What the next one of them would have, 19 of 20 times."""
    middle = mean(accuracies)
    spread = sqrt(pstdev(accuracies) ** 2 * (1 + 1 / len(accuracies)) + middle * (1 - middle) / pictures)
    return max(0.0, middle - Z_95 * spread), min(1.0, middle + Z_95 * spread)
