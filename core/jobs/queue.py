"""Who works next: the one place that decides it, for all owners of a site.

A job that waits has a ticket in `queue/waiting`, one that works has it in `queue/working`. A ticket moves under a lock,
and nobody waits in a process: whoever frees a slot starts the next, and so does whoever looks, so that a worker that
was killed keeps nobody waiting. Two words for people who use it:

    queue.submit(job)          # at the end of the line; it begins at once if there is room
    queue.look()               # start whoever's turn it is; next to nothing if there is no room

`ORDER` decides in which order those who wait are asked: first come, first served. Fairness between owners and their
quotas belong there.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core import workspace
from core.errors import InputError
from core.files import DamagedFileError, disk_errors, write_json
from core.i18n import N_, Message
from core.jobs import launchers
from core.jobs.folder import JobFolder
from core.jobs.lanes import slot_count
from core.jobs.state import ACTIVE
from core.jobs.tickets import Ticket, key, read_waiting, read_working
from core.workspace import Workspace

HOLD_SECONDS = 60.0  # so long is waited for another process that holds the queue
log = logging.getLogger("glassbox")


def first_come_first_served(waiting: Sequence[Ticket], working: Sequence[Ticket]) -> list[Ticket]:
    """Those who wait in the order of their arrival, ties by the job's name; nobody is left out."""
    return sorted(waiting, key=lambda ticket: (ticket.arrived, ticket.folder.name))


ORDER: Callable[[Sequence[Ticket], Sequence[Ticket]], list[Ticket]] = first_come_first_served


@dataclass(frozen=True)
class Line:
    """The queue while this process holds it."""

    folder: Path

    @property
    def waiting(self) -> Path:
        return self.folder / "waiting"

    @property
    def working(self) -> Path:
        return self.folder / "working"

    def put(self, job: JobFolder) -> None:
        """At the end of the line, unless the job waits already."""
        if _waiting_ticket(job):
            return
        mine = workspace.current()
        ticket = Ticket(
            folder=job.path, root=mine.root, owner=mine.owner, lane=job.facts().lane, arrived=time.time_ns()
        )
        self.waiting.mkdir(parents=True, exist_ok=True)
        write_json(self.waiting / ticket.waiting_name, ticket)

    def take_out(self, job: JobFolder) -> None:
        """The job neither waits nor works any more."""
        if ticket := _waiting_ticket(job):
            ticket.unlink(missing_ok=True)
        (self.working / key(job)).unlink(missing_ok=True)

    def start_next(self) -> None:
        """Start those whose turn it is, as far as there is room in their lanes."""
        working = [ticket for ticket in read_working(self.folder) if self._still_works(ticket)]
        for ticket in ORDER(read_waiting(self.folder), working):
            if _count(working, ticket.lane) < slot_count(ticket.lane) and self._start(ticket):
                working.append(ticket)

    def _still_works(self, ticket: Ticket) -> bool:
        """Whether a living worker has the job. The ticket of a dead one is torn up; who never had one waits again."""
        try:
            handle = launchers.of(ticket.job).find(ticket.job)
            if handle and handle.is_alive():
                return True
            never_begun = handle is None and ticket.job.state().state == "queued"
        except InputError:
            never_begun = False  # the folder is gone, or damaged
        here = self.working / ticket.working_name
        if never_begun:
            here.rename(self.waiting / ticket.waiting_name)
        else:
            here.unlink(missing_ok=True)
            ticket.job.clear()
        return False

    def _start(self, ticket: Ticket) -> bool:
        """Give the job a slot, and a worker if none waits there; false if it works neither way."""
        job = ticket.job
        try:
            if not _is_active(job):
                self.take_out(job)
                return False
            launcher = launchers.of(job)
            if not (launchers.worker_of(job) or launcher.can_start()):
                return False
            (self.waiting / ticket.waiting_name).rename(self.working / ticket.working_name)
            with workspace.using(Workspace(ticket.root, workspace.current().site, ticket.owner)):
                launcher.start(job)
        except (InputError, OSError) as error:
            self._give_up(job, error)
            return False
        return True

    def _give_up(self, job: JobFolder, error: Exception) -> None:
        """A job that cannot be started fails by itself and stands in nobody's way."""
        log.warning("%s cannot be started", job.path, exc_info=error)
        self.take_out(job)
        reason = error.message if isinstance(error, InputError) else Message(NOT_STARTED, {"error": str(error)})
        try:
            job.change_state(state="failed", ended=time.time(), reason=reason, by_input=isinstance(error, InputError))
        except (InputError, OSError):
            log.warning("and its state cannot be written", exc_info=True)


NOT_STARTED = N_("The worker could not be started: {error}. Press Resume to try again.")


@contextmanager
def lock(seconds: float = HOLD_SECONDS) -> Iterator[Line]:
    """The queue, for this thread alone.

    Raises:
        InputError: somebody else has held it for so many seconds.

    """
    from filelock import FileLock, Timeout  # takes as long to import as a list of runs to print

    folder = workspace.current().queue
    line = Line(folder)
    with disk_errors(folder):
        for part in (line.waiting, line.working):
            part.mkdir(parents=True, exist_ok=True)
    file_lock = FileLock(folder / "queue.lock")
    try:
        file_lock.acquire(timeout=seconds, poll_interval=0.01)
    except Timeout as error:
        raise InputError(
            N_("Another process has held {path} for too long. End it, and try again."), path=str(folder / "queue.lock")
        ) from error
    try:
        yield line
    finally:
        file_lock.release()


def submit(job: JobFolder) -> None:
    """Put the job at the end of the line, and start whoever's turn it is."""
    with lock() as line:
        line.put(job)
        line.start_next()


def release(job: JobFolder) -> None:
    """Give the job's place and slot to the next."""
    with lock() as line:
        line.take_out(job)
        line.start_next()


def admit(job: JobFolder) -> bool:
    """Whether the job has a slot, for a worker that is there already; if not, it is in the line afterwards."""
    if is_working(job):
        return True
    if _waiting_ticket(job):
        look()
    else:
        submit(job)
    return is_working(job)


def is_working(job: JobFolder) -> bool:
    """Whether the job has a slot."""
    return (workspace.current().queue / "working" / key(job)).exists()


def is_waiting(job: JobFolder) -> bool:
    """Whether the job stands in the line."""
    return _waiting_ticket(job) is not None


def place(job: JobFolder) -> int:
    """How many jobs of its lane are asked before this one; 0 if it does not wait."""
    folder = workspace.current().queue
    line = ORDER(read_waiting(folder), read_working(folder))
    mine = next((number for number, ticket in enumerate(line) if ticket.folder == job.path), 0)
    return sum(ticket.lane == line[mine].lane for ticket in line[:mine])


def list_mine() -> list[JobFolder]:
    """The jobs of the current workspace that work, and those that wait, in the order in which they are asked."""
    folder = workspace.current().queue
    working = read_working(folder)
    line = ORDER(read_waiting(folder), working)
    return [ticket.job for ticket in [*working, *line] if ticket.root == workspace.current().root]


def has_room(lane: str) -> bool:
    """Whether a slot of the lane is free."""
    return _count(read_working(workspace.current().queue), lane) < slot_count(lane)


def look() -> None:
    """Start whoever's turn it is, unless there is no room, or another process is at it just now."""
    try:
        if _has_something_to_do():
            with lock(seconds=0) as line:
                line.start_next()
    except InputError:
        log.debug("nobody was started by a look", exc_info=True)


def _has_something_to_do() -> bool:
    """Whether a worker has died, or there is room for one who waits."""
    folder = workspace.current().queue
    working = read_working(folder)
    if not all(map(_is_alive, working)):
        return True
    lanes = {ticket.lane for ticket in read_waiting(folder)}
    return any(_count(working, lane) < slot_count(lane) for lane in lanes)


def _is_alive(ticket: Ticket) -> bool:
    try:
        return launchers.worker_of(ticket.job) is not None
    except InputError:
        return False


def _is_active(job: JobFolder) -> bool:
    """Whether the job is still to be done; one that has a ticket and a damaged state is."""
    try:
        return job.state().state in ACTIVE
    except DamagedFileError:
        return job.path.exists()


def _count(tickets: Sequence[Ticket], lane: str) -> int:
    return sum(ticket.lane == lane for ticket in tickets)


def _waiting_ticket(job: JobFolder) -> Path | None:
    return next((workspace.current().queue / "waiting").glob(f"*-{key(job)}"), None)
