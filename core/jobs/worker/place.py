"""A worker's dealings with the queue, and with other workers of its job.

On the queue's own machine it moves tickets under the queue's lock. On another one it locks nothing, since a network
disk may not lock across machines: what it tells, it tells by files that are created, replaced or deleted in one step,
and the queue acts on them at its next look.

    place = find_place(job)
    with place.occupy(): ...            # the job's only worker
    place.admit()                       # whether it has a slot
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Protocol

from filelock import FileLock, Timeout

from core.cancel import Cancelled
from core.errors import InputError
from core.jobs import launchers, queue
from core.jobs.folder import JobFolder
from core.jobs.launchers import Superseded
from core.jobs.state import StateName

LET_GO_SECONDS = 10.0  # a worker that has just written its final state may take this long to exit
Write = Callable[[StateName], None]


class Place(Protocol):
    """Where the worker of one job stands. `write` puts a state on the disk."""

    def occupy(self) -> AbstractContextManager[None]:
        """Inside, this is the job's only worker.

        Raises:
            Superseded: another one has it.

        """

    def admit(self) -> bool:
        """Ask for a slot; returns whether there is one. If not, the job is queued."""

    def rest(self, write: Write) -> None:
        """Write that the job is paused, and free its slot."""

    def leave(self, write: Write) -> None:
        """Write the last word of a worker whose job another one will continue.

        Raises:
            Cancelled: a stop was asked for when the worker was about to leave.

        """

    def end(self, write: Callable[[], None]) -> None:
        """Write how the job ended, and give up its slot."""


def find_place(job: JobFolder) -> Place:
    return Away(job) if launchers.find_for(job).remote else Here(job)


class Here:
    """On the machine of the queue."""

    def __init__(self, job: JobFolder) -> None:
        self._job = job

    @contextmanager
    def occupy(self) -> Iterator[None]:
        try:
            alone = FileLock(self._job.path / "worker.lock", timeout=LET_GO_SECONDS).acquire()
        except Timeout as error:
            raise Superseded from error  # two were started, and the other one is at it
        with alone:
            yield

    def admit(self) -> bool:
        return queue.admit(self._job)

    def rest(self, write: Write) -> None:
        write("paused")
        queue.release(self._job)

    def leave(self, write: Write) -> None:
        """No request can come while the queue is locked, so none is lost."""
        with queue.lock() as line:
            asked = self._job.read_request()
            if asked == "stop":
                raise Cancelled
            write("queued" if asked == "run" else "paused")
            launchers.find_for(self._job).forget(self._job)
            line.take_out(self._job)
            if asked == "run":
                line.put(self._job)
            line.start_next()

    def end(self, write: Callable[[], None]) -> None:
        with queue.lock() as line:
            write()
            launchers.find_for(self._job).forget(self._job)
            line.take_out(self._job)
            with suppress(InputError):  # of the settings; shown when the next job is started
                line.start_next()


class Away:
    """On a machine that shares nothing with the queue's but the folder.

    That no other worker has the job, the launcher's record tells: whoever finds another one named in it exits, see
    `Launcher.announce`. The slot and the record of a job that has ended are taken away by the queue.
    """

    def __init__(self, job: JobFolder) -> None:
        self._job = job

    def occupy(self) -> AbstractContextManager[None]:
        return nullcontext()

    def admit(self) -> bool:
        if queue.is_working(self._job):
            return True
        if not queue.is_waiting(self._job):
            queue.put_ticket(self._job)
        return False

    def rest(self, write: Write) -> None:
        """The slot goes first: whoever reads that the job is paused may ask it to go on."""
        queue.drop_slot(self._job)
        write("paused")

    def leave(self, write: Write) -> None:
        """Whether it was asked to go on meanwhile, the queue finds out, see `queue.pick_up`."""
        if self._job.read_request() == "stop":
            raise Cancelled
        write("paused")

    def end(self, write: Callable[[], None]) -> None:
        write()
