"""What a person may do with a run: start, stop, remove."""

import shutil
import time

from core.data import choices
from core.errors import InputError
from core.home import disk_errors
from core.i18n import N_
from core.runs import folder, launcher
from core.runs.folder import RunFolder
from core.runs.life import current_state
from core.runs.state import ACTIVE
from core.training.spec import TrainingSpec


def start(spec: TrainingSpec) -> RunFolder:
    """Make the run's folder and start its worker, which outlives whoever asked for it.

    Raises:
        InputError: there is no such dataset.

    """
    choices.choice(spec.dataset)
    run = folder.create(spec)
    launcher.launch(run)
    return run


def stop(run: RunFolder) -> None:
    """Ask the worker to end after this batch and keep the best weights so far; a run that has ended stays as it is."""
    if current_state(run).state in ACTIVE:
        run.write_wish("stop")


def remove(run: RunFolder) -> None:
    """Delete the run and all its files; a run at work has to be stopped first."""
    if current_state(run).state in ACTIVE:
        raise InputError(N_("The run {run} is still at work. Stop it first, then remove it."), run=run.run_id)
    doomed = run.path.with_name(f".removed-{run.run_id}-{time.time_ns()}")
    with disk_errors(run.path):
        run.path.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)
