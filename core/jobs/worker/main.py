"""Run a job in its worker: wait for a slot, do the work, and write how it ended."""

import errno
import os
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from core import workspace
from core.cancel import Cancelled
from core.errors import InputError
from core.files import DiskFullError, disk_errors
from core.i18n import N_, Message
from core.jobs import entry_points, kind
from core.jobs.events import EventWriter
from core.jobs.folder import JobFolder
from core.jobs.launchers import Superseded
from core.jobs.phases import Phases
from core.jobs.state import StateName
from core.jobs.worker.context import JobContext
from core.jobs.worker.heartbeat import Heartbeat
from core.jobs.worker.meter import Meter
from core.jobs.worker.place import Place, find_place
from core.jobs.worker.requests import Requests
from core.jobs.worker.turn import Suspended, Turn
from core.workspace import Workspace

UNEXPECTED = N_("An unexpected error occurred: {error}. The log of the run has the details.")
MEMORY_FULL = N_("The memory is full. Close other programs, or ask for less at once, and start it again.")


@dataclass(frozen=True)
class _Ending:
    state: StateName
    reason: Message | None = None
    by_input: bool = True


def run_job(job: JobFolder, requests: Requests, announce: Callable[[], None] = lambda: None) -> None:
    """Do all the work of a queued job, as its only worker. Whatever happens, the job's state tells how it ended.

    `announce` tells the launcher who the worker is: when it is sure that there is no other, and again and again, since
    what it has written may get lost.
    """
    place = find_place(job)
    with suppress(Superseded), place.occupy(), workspace.using(_find_workspace(job)):
        meter = Meter(job, requests)
        with Heartbeat(job, announce, meter.read) as life:
            _run(job, life, requests, place)


def _find_workspace(job: JobFolder) -> Workspace:
    return Workspace(job.path.parents[1], workspace.current().site, job.read_facts().owner)


def _run(job: JobFolder, life: Heartbeat, requests: Requests, place: Place) -> None:
    try:
        ending = _work(job, life, requests, place)
    except Suspended:
        return
    life.raise_if_superseded()
    job.clear()
    place.end(lambda: life.end(ending.state, ending.reason, by_input=ending.by_input))


def _work(job: JobFolder, life: Heartbeat, requests: Requests, place: Place) -> _Ending:
    """Do the work, and write its end to the events too, from which a damaged state can be rebuilt."""
    try:
        with EventWriter(job.events) as events:
            ending = _try_work(job, life, requests, events, place)
            with suppress(DiskFullError):
                events.write("end", state=ending.state)
    except InputError as error:  # the events cannot be written
        return _Ending("failed", error.message)
    return ending


def _try_work(job: JobFolder, life: Heartbeat, requests: Requests, events: EventWriter, place: Place) -> _Ending:
    try:
        phases = Phases(events)
        turn = Turn(life, phases, requests, place)
        turn.begin()
        job.clear_scratch()
        found = kind.find(job.read_facts().kind)
        work = entry_points.load(found.work)
        work(JobContext(job, job.read_spec(found.spec), events, phases, turn))
    except Cancelled:
        return _Ending("stopped", requests.reason)
    except (Suspended, Superseded):
        raise
    except InputError as error:
        return _Ending("failed", error.message)
    except Exception as error:
        _write_trace(job)
        return _Ending("failed", *_explain_error(job, error))
    return _Ending("finished")


def _explain_error(job: JobFolder, error: Exception) -> tuple[Message, bool]:
    """The message for the user, and whether the user can fix it."""
    if os.strerror(errno.ENOSPC) in str(error):  # libraries raise their own errors for it
        return DiskFullError(job.path).message, True
    if isinstance(error, MemoryError):
        return Message(MEMORY_FULL), True
    return Message(UNEXPECTED, {"error": f"{type(error).__name__}: {error}"}), False


def _write_trace(job: JobFolder) -> None:
    with suppress(OSError, InputError), disk_errors(job.log), job.log.open("a", encoding="utf-8") as log:
        traceback.print_exc(file=log)
