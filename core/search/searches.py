"""All searches of a workspace, and which runs are their trials."""

from collections.abc import Iterator

from core.errors import InputError
from core.jobs import folder
from core.jobs.folder import JobFolder
from core.search.trials import find_best, read_state
from core.tasks.networks.search import SEARCH


def is_search(job: JobFolder) -> bool:
    try:
        return job.read_facts().kind == SEARCH.name
    except InputError:
        return False


def list_searches() -> Iterator[JobFolder]:
    """Every search, the newest first."""
    return (job for job in folder.list_jobs() if is_search(job))


def list_lesser_trials() -> set[str]:
    """The runs that are trials of a search, without its best one; none of a search that cannot be read."""
    return {run for job in list_searches() for run in _list_lesser(job)}


def _list_lesser(job: JobFolder) -> list[str]:
    try:
        trials = read_state(job).trials
    except InputError:
        return []
    best = find_best(trials)
    return [trial.run for trial in trials if trial != best]
