"""Rebuild a run's damaged `state.json` or `result.json` from what else is there; its model is left as it is.

find_damage(run)    # ["result.json"]
repair(run)         # ["result.json"], written anew
"""

from itertools import pairwise

from core.errors import InputError
from core.evaluation.evaluate import load
from core.files import DamagedFileError
from core.i18n import N_
from core.jobs.phases import WAITING
from core.jobs.repair import mend_state, read_state
from core.jobs.state import ACTIVE, StateName
from core.networks.architecture import count_parameters, summarize
from core.runs import control
from core.runs.folder import RunFolder
from core.runs.progress import LiveProgress, Progress
from core.runs.result import Metrics, Result, Seconds
from core.specs.network import describe_network

STATE, RESULT = "state.json", "result.json"

EVENTS_LOST = N_(
    "The figures of {run} cannot be rebuilt, since its events are damaged too. Its model is as it was: keep the run, "
    "and evaluate the model anew."
)
AT_WORK = N_("The run {run} is still running, and its worker rewrites what is damaged. Wait for its end.")


def find_damage(run: RunFolder) -> list[str]:
    """The files of an ended run that `repair` would rebuild, by name; reads only."""
    return [name for name, damaged in ((STATE, _has_damaged_state(run)), (RESULT, _lacks_result(run))) if damaged]


def repair(run: RunFolder) -> list[str]:
    """Rebuild what is damaged; the names of the files that were written anew.

    Raises:
        InputError: a worker has the run, or the events that it takes are lost too.

    """
    if control.is_at_work(run):
        raise InputError(AT_WORK, run=run.run_id)
    damaged = find_damage(run)
    if STATE in damaged:
        mend_state(run)
        if run.onnx_model.exists() and run.read_state().state == "failed":  # its end was not recorded, but it had one
            run.change_state(state=_guess_end(run), reason=None)
    if RESULT in damaged:
        run.write_result(rebuild_result(run))
    return damaged


def rebuild_result(run: RunFolder) -> Result:
    """The result of a run with a model, from its events and its evaluation.

    Raises:
        InputError: events are lost.

    """
    progress, spec = LiveProgress(run).update(), run.read_training_spec()
    if progress.lost or not progress.epochs or "device" not in progress.setup:
        raise InputError(EVENTS_LOST, run=run.run_id)
    counted = count_parameters(summarize(describe_network(spec, len(run.read_classes()))))
    best = progress.best or {}
    return Result(
        metrics=_read_metrics(run),
        best_epoch=progress.best_epoch,
        best_val_accuracy=best.get("val_accuracy"),
        best_val_balanced_accuracy=best.get("val_balanced_accuracy"),
        epochs=progress.epochs_done,
        stopped_early=bool(spec.early_stopping) and _guess_end(run) == "finished" and not _is_complete(progress),
        parameters=counted.trainable + counted.frozen,
        seconds=_measure_seconds(progress),
        images_per_second=progress.epochs[-1]["images_per_second"],
        precision_policy=progress.setup["precision_policy"],
        device=progress.setup["device"],
    )


def _has_damaged_state(run: RunFolder) -> bool:
    try:
        run.read_state()
    except DamagedFileError:
        return not control.is_at_work(run)
    return False


def _lacks_result(run: RunFolder) -> bool:
    """Whether a run that has ended with a model has no result that can be read."""
    if read_state(run).state in ACTIVE or not run.onnx_model.exists():
        return False
    try:
        return run.read_training_result() is None
    except DamagedFileError:
        return True


def _guess_end(run: RunFolder) -> StateName:
    """How a run that has a model ended: it was stopped if epochs are missing that early stopping does not explain."""
    ended = read_state(run).state
    if ended in ("finished", "stopped"):
        return ended
    spec, progress = run.read_training_spec(), LiveProgress(run).update()
    return "finished" if _is_complete(progress) or spec.head_only or spec.early_stopping else "stopped"


def _is_complete(progress: Progress) -> bool:
    return progress.epochs_done >= int(progress.setup.get("epochs", 0))


def _read_metrics(run: RunFolder) -> Metrics | None:
    predictions = load(run.evaluation, run.read_training_spec().dataset, "test")
    return predictions.get_report().summary if predictions else None


def _measure_seconds(progress: Progress) -> Seconds:
    """From the times at which the phases began; each lasted until the next, the last until the last event."""
    ends = [*(after.started for _before, after in pairwise(progress.phases)), progress.time]
    spent: dict[str, float] = {}
    for phase, end in zip(progress.phases, ends, strict=True):
        spent[phase.name] = spent.get(phase.name, 0.0) + end - phase.started
    return Seconds(
        total=sum(seconds for name, seconds in spent.items() if name not in WAITING),
        decode=sum(spent.get(name, 0.0) for name in ("preparing", "decoding", "features")),
        train=spent.get("training", 0.0),
        evaluate=spent.get("evaluating", 0.0),
    )
