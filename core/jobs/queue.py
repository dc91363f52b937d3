"""The queue of all jobs of a site: the only module that decides which job starts next.

A waiting job has a ticket in `queue/waiting`, a running one has it in `queue/working`. Tickets move under a lock, and a
waiting job needs no process: whatever frees a slot starts the next job, and so does every look at a waiting job, so
that a killed worker blocks nobody.

    queue.submit(job)          # at the end of the queue; starts at once if a slot is free
    queue.try_start_next()     # start the jobs whose turn it is; cheap if no slot is free

`ORDER` sorts the waiting jobs: owners take turns, see `order.py`. How many jobs an owner may have is decided here too,
while the queue is held, so that thirty clicks at once are thirty decisions one after the other.
"""

import logging
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core import quota, workspace
from core.errors import InputError
from core.files import DamagedFileError, disk_errors, write_json
from core.i18n import N_, Message
from core.jobs import launchers
from core.jobs.folder import JobFolder
from core.jobs.lanes import ANSWERS, TRAINING, count_slots
from core.jobs.launchers import NotNow
from core.jobs.line.order import choose_turn, sort_fairly
from core.jobs.line.tickets import Ticket, make_key, read_waiting, read_working
from core.jobs.state import ACTIVE
from core.workspace import Workspace

MOST_RESTARTS = 3  # of a job whose machines are lost; then it is told
HOLD_SECONDS = 60.0  # how long to wait for another process that holds the queue's lock
log = logging.getLogger("glassbox")


ORDER: Callable[[Sequence[Ticket], Sequence[Ticket]], list[Ticket]] = sort_fairly


@dataclass(frozen=True)
class Line:
    """The queue while this thread holds its lock."""

    folder: Path

    @property
    def waiting(self) -> Path:
        return self.folder / "waiting"

    @property
    def working(self) -> Path:
        return self.folder / "working"

    def put(self, job: JobFolder) -> None:
        """Add the job at the end, unless it is waiting already."""
        if _find_waiting_ticket(job):
            return
        put_ticket(job)

    def check_allowed(self, job: JobFolder) -> None:
        """Whether the owner may have one more job, and has minutes and room left if it is a training.

        Raises:
            InputError: the quota does not allow it.

        """
        mine, lane = quota.current(), job.read_facts().lane
        if not mine.hosted or lane == ANSWERS:
            return
        mine.check_jobs(list_askers())
        if lane == TRAINING:
            mine.check_minutes()
            mine.check_stored(0)  # its checkpoints grow while it works

    def take_out(self, job: JobFolder) -> None:
        """Remove the job's ticket, whether it is waiting or working."""
        if ticket := _find_waiting_ticket(job):
            ticket.unlink(missing_ok=True)
        (self.working / make_key(job)).unlink(missing_ok=True)

    def start_next(self) -> None:
        """Start waiting jobs in their order, as long as their lanes have free slots."""
        working = [ticket for ticket in read_working(self.folder) if self._still_works(ticket)]
        self._drop_doubles(working)
        for ticket in ORDER(read_waiting(self.folder), working):
            if _count(working, ticket.lane) < count_slots(ticket.lane) and self._start(ticket):
                working.append(ticket)

    def _drop_doubles(self, working: Sequence[Ticket]) -> None:
        """Delete the waiting tickets of jobs that work: a worker elsewhere may put one as it is given its slot."""
        at_work = {ticket.folder for ticket in working}
        for ticket in read_waiting(self.folder):
            if ticket.folder in at_work:
                (self.waiting / ticket.waiting_name).unlink(missing_ok=True)

    def _still_works(self, ticket: Ticket) -> bool:
        """Whether a live worker has the job. A dead one's ticket is deleted; a job that never had one waits again."""
        try:
            if _has_ended_elsewhere(ticket.job):
                self.take_out(ticket.job)
                launchers.find_for(ticket.job).forget(ticket.job)
                return False
            handle = launchers.find_for(ticket.job).find(ticket.job)
            if handle and handle.is_alive():
                return True
            never_begun = handle is None and ticket.job.read_state().state == "queued"
            if not never_begun and will_restart(ticket.job):
                _prepare_restart(ticket.job)
                never_begun = True
        except InputError:
            never_begun = False  # the folder is gone, or damaged
        here = self.working / ticket.working_name
        if never_begun:
            here.rename(self.waiting / ticket.waiting_name)
        else:
            here.unlink(missing_ok=True)
            ticket.job.clear_scratch()  # its inputs stay, so that it can be continued
        return False

    def _start(self, ticket: Ticket) -> bool:
        """Give the job a slot, and a worker unless a paused one is waiting; false if neither is possible."""
        job = ticket.job
        try:
            if not _is_active(job):
                self.take_out(job)
                return False
            launcher = launchers.find_for(job)
            if not (launchers.find_worker(job) or launcher.can_start()):
                return False
            (self.waiting / ticket.waiting_name).rename(self.working / ticket.working_name)
            with workspace.using(Workspace(ticket.root, workspace.current().site, ticket.owner)):
                launcher.start(job)
        except NotNow:
            (self.working / ticket.working_name).rename(self.waiting / ticket.waiting_name)
            return False
        except (InputError, OSError) as error:
            self._give_up(job, error)
            return False
        return True

    def _give_up(self, job: JobFolder, error: Exception) -> None:
        """Mark a job that cannot be started as failed, so that it does not block the queue."""
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
    """Hold the queue's lock.

    Raises:
        InputError: another process has held it for that many seconds.

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


def put_ticket(job: JobFolder) -> None:
    """Put the job at the end of the line, which one file that is made in one step does: no lock is needed for it."""
    mine, lane, folder = workspace.current(), job.read_facts().lane, workspace.current().queue
    turn = choose_turn(mine.owner, lane, read_waiting(folder), read_working(folder))
    ticket = Ticket(folder=job.path, root=mine.root, owner=mine.owner, lane=lane, arrived=time.time_ns(), turn=turn)
    with disk_errors(folder):
        (folder / "waiting").mkdir(parents=True, exist_ok=True)
    write_json(folder / "waiting" / ticket.waiting_name, ticket)


def drop_slot(job: JobFolder) -> None:
    """Give up the job's slot, without a lock; the next job gets it at the queue's next look."""
    (workspace.current().queue / "working" / make_key(job)).unlink(missing_ok=True)


def submit(job: JobFolder) -> None:
    """Put a new job at the end of the queue, and start the jobs whose turn it is.

    Raises:
        InputError: the owner may not have it; then it is removed again.

    """
    with lock() as line:
        try:
            line.check_allowed(job)
        except InputError:
            shutil.rmtree(job.path, ignore_errors=True)
            raise
        line.put(job)
        line.start_next()


def release(job: JobFolder) -> None:
    """Free the job's slot, and start the next job."""
    with lock() as line:
        line.take_out(job)
        line.start_next()


def admit(job: JobFolder) -> bool:
    """Ask for a slot for a worker that is already running; returns whether it has one. If not, the job is queued."""
    if is_working(job):
        return True
    if _find_waiting_ticket(job):
        try_start_next()
    else:
        with lock() as line:
            line.put(job)
            line.start_next()
    return is_working(job)


def is_working(job: JobFolder) -> bool:
    """Whether the job has a slot."""
    return (workspace.current().queue / "working" / make_key(job)).exists()


def is_waiting(job: JobFolder) -> bool:
    """Whether the job is in the queue and has no slot yet."""
    return _find_waiting_ticket(job) is not None


def find_place(job: JobFolder) -> int:
    """How many jobs of its lane come before this one; 0 if it is not waiting."""
    folder = workspace.current().queue
    line = ORDER(read_waiting(folder), read_working(folder))
    mine = next((number for number, ticket in enumerate(line) if ticket.folder == job.path), 0)
    return sum(ticket.lane == line[mine].lane for ticket in line[:mine])


def list_before(job: JobFolder) -> tuple[list[Ticket], list[Ticket]]:
    """The waiting jobs of its lane that start before this one, and those at work; nothing if it does not wait."""
    folder = workspace.current().queue
    working = read_working(folder)
    line = ORDER(read_waiting(folder), working)
    mine = next((ticket for ticket in line if ticket.folder == job.path), None)
    if mine is None:
        return [], []
    before = line[: line.index(mine)]
    return _keep_lane(before, mine.lane), _keep_lane(working, mine.lane)


def list_askers() -> list[str]:
    """Of each job that counts, at work or waiting, whose it is."""
    folder = workspace.current().queue
    return [one.owner for one in (*read_waiting(folder), *read_working(folder)) if one.lane != ANSWERS]


def is_awaited(lane: str) -> bool:
    """Whether jobs wait for a slot of the lane."""
    return bool(_keep_lane(read_waiting(workspace.current().queue), lane))


def foresee(lane: str) -> tuple[list[Ticket], list[Ticket]]:
    """The waiting jobs that would start before one that the current owner asked for now, and those at work."""
    here = workspace.current()
    waiting, working = read_waiting(here.queue), read_working(here.queue)
    turn = choose_turn(here.owner, lane, waiting, working)
    mine = Ticket(
        folder=here.root / ".next", root=here.root, owner=here.owner, lane=lane, arrived=time.time_ns(), turn=turn
    )
    line = ORDER([*waiting, mine], working)
    return _keep_lane(line[: line.index(mine)], lane), _keep_lane(working, lane)


def find_start(job: JobFolder) -> float | None:
    """When the job got its slot, in seconds since the epoch of Unix; None if it has none."""
    try:
        return (workspace.current().queue / "working" / make_key(job)).stat().st_ctime  # of the move to there
    except FileNotFoundError:
        return None


def list_of_workspace() -> list[JobFolder]:
    """The running jobs of the current workspace, then the waiting ones in the order in which they will start."""
    folder = workspace.current().queue
    working = read_working(folder)
    line = ORDER(read_waiting(folder), working)
    return [ticket.job for ticket in [*working, *line] if ticket.root == workspace.current().root]


def pick_up(job: JobFolder) -> None:
    """Put a job back in the queue that is wanted, and has neither a worker nor a ticket.

    So are those whose worker elsewhere was lost, or has left a long pause, just when it gave up or asked for its slot.
    """
    with lock() as line:
        if is_forsaken(job):
            if job.read_state().state == "running":
                _prepare_restart(job)
            else:
                launchers.find_for(job).forget(job)
                job.change_state(state="queued")
            line.put(job)
            line.start_next()


def is_forsaken(job: JobFolder) -> bool:
    """Whether a job is one for `pick_up`."""
    if not launchers.find_for(job).remote or is_working(job) or is_waiting(job) or launchers.find_worker(job):
        return False
    return will_restart(job) or (job.read_state().state == "paused" and job.read_request() == "run")


def will_restart(job: JobFolder) -> bool:
    """Whether the queue starts another worker for a job whose worker was lost, so that the job is not lost with it."""
    if not launchers.find_for(job).remote:
        return False
    try:
        state = job.read_state()
    except DamagedFileError:
        return False
    return state.state == "running" and state.restarted < MOST_RESTARTS and job.read_request() != "stop"


def _prepare_restart(job: JobFolder) -> None:
    launchers.find_for(job).forget(job)
    job.change_state(state="queued", restarted=job.read_state().restarted + 1)


def has_room(lane: str) -> bool:
    """Whether a slot of the lane is free."""
    return _count(read_working(workspace.current().queue), lane) < count_slots(lane)


def try_start_next() -> None:
    """Start the jobs whose turn it is, unless no slot is free or another process holds the queue."""
    try:
        if _has_something_to_do():
            with lock(seconds=0) as line:
                line.start_next()
    except InputError:
        log.debug("the queue is held by another process; nothing was started", exc_info=True)


def _has_something_to_do() -> bool:
    """Whether a worker has died, or a waiting job could start."""
    folder = workspace.current().queue
    working = read_working(folder)
    if not all(map(_is_alive, working)):
        return True
    lanes = {ticket.lane for ticket in read_waiting(folder)}
    return any(_count(working, lane) < count_slots(lane) for lane in lanes)


def _is_alive(ticket: Ticket) -> bool:
    try:
        return launchers.find_worker(ticket.job) is not None and not _has_ended_elsewhere(ticket.job)
    except InputError:
        return False


def _has_ended_elsewhere(job: JobFolder) -> bool:
    """Whether a worker on another machine, which takes no ticket, has written the end of the job."""
    return launchers.find_for(job).remote and not _is_active(job)


def _is_active(job: JobFolder) -> bool:
    """Whether the job is still to be done; one that has a ticket and a damaged state is."""
    try:
        return job.read_state().state in ACTIVE
    except DamagedFileError:
        return job.path.exists()


def _keep_lane(tickets: Sequence[Ticket], lane: str) -> list[Ticket]:
    return [ticket for ticket in tickets if ticket.lane == lane]


def _count(tickets: Sequence[Ticket], lane: str) -> int:
    return sum(ticket.lane == lane for ticket in tickets)


def _find_waiting_ticket(job: JobFolder) -> Path | None:
    return next((workspace.current().queue / "waiting").glob(f"*-{make_key(job)}"), None)
