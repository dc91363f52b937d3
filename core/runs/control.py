"""Pause, resume, stop and remove runs. `core.tasks.train` starts them."""

from core.errors import InputError
from core.files import write_json
from core.i18n import N_
from core.jobs import control, queue
from core.jobs.life import has_worker, read_state
from core.jobs.repair import mend_state
from core.runs.folder import RunFolder
from core.runs.life import read_current_state


def pause(run: RunFolder) -> None:
    """Ask the worker to save everything after this batch and to pause; a run that has ended is left unchanged."""
    control.pause(run)


def resume(run: RunFolder) -> None:
    """Continue the run from where it was saved: with its paused worker, or else with a new one.

    Raises:
        InputError: the run is finished.

    """
    mend_state(run)
    if read_current_state(run).state == "finished":
        raise InputError(N_("The run {run} is finished; there is nothing left to resume."), run=run.run_id)
    write_json(run.path / "job.json", run.read_facts())  # runs of earlier versions have no such file
    control.resume(run)


def stop(run: RunFolder) -> None:
    """Ask the worker to end after this batch and keep the best weights so far; a run that has ended is left unchanged.

    A paused run without a worker gets one, which makes a model of what was saved.
    """
    mend_state(run)
    with queue.lock() as line:
        if run.saved.exists() and read_state(run).state == "paused" and not has_worker(run):
            run.write_request("stop")
            control.enqueue(run, line)
            line.start_next()
            return
    control.cancel(run)


def remove(run: RunFolder) -> None:
    """Delete the run and all its files; a run with a worker has to be stopped first."""
    if is_at_work(run):
        raise InputError(N_("The run {run} is still running. Stop it first, then remove it."), run=run.run_id)
    control.remove(run)


def is_at_work(run: RunFolder) -> bool:
    """Whether a worker is doing the run."""
    return control.is_at_work(run)
