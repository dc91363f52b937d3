"""What a person may do with a run: start, pause, resume, stop, remove."""

import shutil
import time

from core.data.intake import choices
from core.errors import InputError
from core.files import disk_errors
from core.i18n import N_
from core.runs import folder, launcher, spare
from core.runs.folder import RunFolder
from core.runs.life import current_state, has_worker
from core.runs.state import ACTIVE, RESUMABLE
from core.specs.training_spec import TrainingSpec


def start(spec: TrainingSpec) -> RunFolder:
    """Make the run's folder and start its worker, which outlives whoever asked for it.

    Raises:
        InputError: there is no such dataset.

    """
    choices.choice(spec.dataset)
    run = folder.create(spec)
    if not (spare.suits(spec) and spare.give(run)):
        launcher.launch(run)
    return run


def get_ready(spec: TrainingSpec) -> None:
    """Somebody looks at a form that asks for this: what can be loaded beforehand is, if it is worth it."""
    if spare.suits(spec):
        spare.keep_ready()


def pause(run: RunFolder) -> None:
    """Ask the worker to save everything after this batch and to wait; a run that has ended stays as it is."""
    if current_state(run).state in ("queued", "running"):
        run.write_wish("pause")


def resume(run: RunFolder) -> None:
    """Go on from where the run was saved: with the worker that waits there, else with a new one.

    Raises:
        InputError: the run is finished.

    """
    state = current_state(run)
    if state.state == "finished":
        raise InputError(N_("The run {run} is finished; there is nothing left to resume."), run=run.run_id)
    if state.state in RESUMABLE:
        run.write_wish("run")
        # Looked at only now: a worker that has waited too long first says that it ends, then looks at the wish again.
        _need_worker(run)


def stop(run: RunFolder) -> None:
    """Ask the worker to end after this batch and keep the best weights so far; a run that has ended stays as it is."""
    if current_state(run).state not in ACTIVE:
        return
    run.write_wish("stop")
    state = run.state()
    if state.state != "paused" or has_worker(run, state):
        return
    if run.saved.exists():
        _need_worker(run)  # it makes a model of what was learned
    else:
        run.write_state(state.model_copy(update={"state": "stopped", "ended": time.time()}))


def remove(run: RunFolder) -> None:
    """Delete the run and all its files; a run with a worker has to be stopped first."""
    if at_work(run):
        raise InputError(N_("The run {run} is still at work. Stop it first, then remove it."), run=run.run_id)
    doomed = run.path.with_name(f".removed-{run.run_id}-{time.time_ns()}")
    with disk_errors(run.path):
        run.path.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)


def at_work(run: RunFolder) -> bool:
    """Whether a worker has the run; a damaged state names none, and a worker would have written it anew by now."""
    try:
        state = current_state(run)
    except InputError:
        return False
    return state.state in ACTIVE and has_worker(run, state)


def _need_worker(run: RunFolder) -> None:
    """Start a worker unless one is there; it waits in the queue as old as the run is."""
    state = run.state()
    if state.state in ACTIVE and has_worker(run, state):
        return
    fresh = {"state": "queued", "heartbeat": time.time(), "ended": None, "pid": None, "reason": None, "by_input": True}
    run.write_state(state.model_copy(update=fresh))
    launcher.launch(run)
