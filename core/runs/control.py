"""What a person may do with a run: pause, resume, stop, remove. `core.tasks.train` starts one."""

from core.errors import InputError
from core.files import write_json
from core.i18n import N_
from core.jobs import control, queue
from core.jobs.life import has_worker, read_state
from core.jobs.repair import mend_state
from core.runs.folder import RunFolder
from core.runs.life import current_state


def pause(run: RunFolder) -> None:
    """Ask the worker to save everything after this batch and to rest; a run that has ended stays as it is."""
    control.pause(run)


def resume(run: RunFolder) -> None:
    """Go on from where the run was saved: with the worker that rests there, else with a new one.

    Raises:
        InputError: the run is finished.

    """
    mend_state(run)
    if current_state(run).state == "finished":
        raise InputError(N_("The run {run} is finished; there is nothing left to resume."), run=run.run_id)
    write_json(run.path / "job.json", run.facts())  # or the queue would not know a run of an earlier version
    control.resume(run)


def stop(run: RunFolder) -> None:
    """Ask the worker to end after this batch and keep the best weights so far; a run that has ended stays as it is.

    A run that rests without a worker gets one, which makes a model of what was saved.
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
    if at_work(run):
        raise InputError(N_("The run {run} is still at work. Stop it first, then remove it."), run=run.run_id)
    control.remove(run)


def at_work(run: RunFolder) -> bool:
    """Whether a worker has the run."""
    return control.at_work(run)
