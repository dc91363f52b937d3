"""Work that is asked for again while it is being done, or after its worker died: it goes on, and is not begun anew."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from core.errors import InputError
from core.jobs import folder
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind, Spec
from core.tasks import overview, watching


def go_on(kind: Kind[Spec], spec: Spec, is_same: Callable[[JobFolder], bool] = lambda job: True) -> JobFolder | None:
    """The job of that kind and spec that is at work or was interrupted, and is at work now; None if there is none.

    Args:
        kind: of the job.
        spec: what it was asked for.
        is_same: whether what was given to it besides is the same too.

    """
    job = next((job for job in _list_unfinished(kind, spec) if is_same(job)), None)
    if job and overview.can_continue(job):
        watching.unmark_seen(job)
        overview.resume(job)
    return job


def _list_unfinished(kind: Kind[Spec], spec: Spec) -> Iterator[JobFolder]:
    yield from watching.list_at_work(kind, lambda other: other == spec)
    for job in folder.list_jobs():
        with suppress(InputError):
            if job.read_facts().kind == kind.name and job.read_spec(kind.spec) == spec and overview.can_continue(job):
                yield job
