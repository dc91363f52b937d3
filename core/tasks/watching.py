"""Find active jobs of a kind, and ended jobs that the user has not seen yet.

Both are fast enough for every page and every second: they read the queue's tickets, and of ended jobs only those not
marked as seen whose state was written after this workspace was first opened.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from core import workspace
from core.errors import InputError
from core.files import disk_errors
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.life import read_state
from core.jobs.state import ACTIVE
from core.runs.folder import RunFolder
from core.tasks import overview

SEEN = "seen"  # in a job's folder: its end was shown
SINCE = "unseen-since"  # in the folder of all jobs: jobs that ended before it was written are not shown

Spec = TypeVar("Spec", bound=BaseModel)


def list_at_work(kind: Kind[Spec], matches: Callable[[Spec], bool]) -> list[JobFolder]:
    """The waiting and running jobs of that kind whose spec matches."""
    return [job for job in overview.list_active() if _is_of(job, kind, matches) and not _has_ended(job)]


def list_unseen() -> list[JobFolder]:
    """The jobs and runs that have ended and whose end was not shown yet, the newest first."""
    mine = workspace.current()
    if (since := _read_unseen_since(mine.jobs)) is None:
        return []
    jobs = [JobFolder(path) for path in _list_written_since(mine.jobs, since)]
    runs = [RunFolder(path) for path in _list_written_since(mine.runs, since)]
    newest_first = sorted([*jobs, *runs], key=lambda job: job.job_id, reverse=True)
    return [job for job in newest_first if _has_ended(job)]


def mark_seen(job: JobFolder) -> None:
    """Mark the end of the job as shown."""
    with suppress(FileNotFoundError), disk_errors(job.path):  # the job was removed meanwhile
        (job.path / SEEN).touch()


def dismiss(job: JobFolder) -> None:
    """Mark the end of the job as shown, and remove what an interrupted one was keeping to be continued with."""
    mark_seen(job)
    if not isinstance(job, RunFolder):
        overview.cancel(job)


def unmark_seen(job: JobFolder) -> None:
    """Have the next end of the job shown."""
    (job.path / SEEN).unlink(missing_ok=True)


def _is_of(job: JobFolder, kind: Kind[Spec], matches: Callable[[Spec], bool]) -> bool:
    with suppress(InputError):
        return job.read_facts().kind == kind.name and matches(job.read_spec(kind.spec))
    return False


def _has_ended(job: JobFolder) -> bool:
    """False for a damaged job: the lists of runs and jobs show it."""
    with suppress(InputError):
        return read_state(job).state not in ACTIVE
    return False


def _read_unseen_since(jobs: Path) -> float | None:
    """None if nothing can be written there: then no job ends there either, and the page shows the error."""
    marker = jobs / SINCE
    try:
        if not marker.exists():
            jobs.mkdir(parents=True, exist_ok=True)
            marker.touch()
        return marker.stat().st_mtime
    except OSError:
        return None


def _list_written_since(parent: Path, since: float) -> Iterator[Path]:
    """The folders of jobs whose state was written after that time and that are not marked as seen."""
    with os.scandir(parent) as entries:
        for entry in entries:
            with suppress(OSError):  # no job, or just removed
                path = Path(entry.path)
                if (path / "state.json").stat().st_mtime > since and not (path / SEEN).exists():
                    yield path
