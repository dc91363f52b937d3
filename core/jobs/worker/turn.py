"""When a worker may work: it has a slot, and nobody asks for a pause or the end."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.cancel import Cancelled
from core.jobs import launchers, queue
from core.jobs.folder import JobFolder
from core.jobs.phases import Phases
from core.jobs.state import Request, StateName
from core.jobs.worker.heartbeat import Heartbeat
from core.jobs.worker.requests import Requests

POLL_SECONDS = 0.25
PATIENCE_SECONDS = 180.0  # a worker that rests for longer ends and gives its memory back; the checkpoint is on disk


class Suspended(Exception):  # noqa: N818 - no error either
    """The pause is long: the worker has left, and the job stays paused."""


class Turn:
    """A worker's turn to work, which is the `CancelToken` of all its work: asked between two steps, it may take long.

    A pause gives the slot to the next job, and going on waits for one again, at the end of the line.

    Usage:
        turn.begin()
        for piece in pieces:
            turn.raise_if_cancelled()
            ...
        with turn.finishing():
            ...  # short, and not worth stopping
    """

    def __init__(self, job: JobFolder, life: Heartbeat, phases: Phases, requests: Requests) -> None:
        self._job = job
        self._life = life
        self._phases = phases
        self._requests = requests
        self._state: StateName | None = None
        self._away = 0.0
        self._save: Callable[[], None] | None = None
        self._finishing = False

    @property
    def request(self) -> Request:
        """What is asked of the job at this moment."""
        return self._requests.now()

    def begin(self) -> None:
        """Wait for a slot; a job that should stop waits no longer, and has none.

        Raises:
            Cancelled: a stop was asked for when the worker was about to leave.
            Suspended: the pause has become long.

        """
        self._wait()

    def raise_if_cancelled(self) -> None:
        """Come back at once, after a pause, or never.

        Raises:
            Cancelled: the job should end; not while it is `finishing`.
            Suspended: the pause has become long.

        """
        asked = self._requests.now()
        if asked == "run" or (asked == "stop" and self._finishing):
            return
        if self._save is not None:
            self._save()
        if asked == "pause":
            self._rest()
        if self._requests.now() == "stop" and not self._finishing:
            raise Cancelled

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Inside, a request to stop is not heard: what is left is short, or it is what was asked for. A pause is."""
        before, self._finishing = self._finishing, True
        try:
            yield
        finally:
            self._finishing = before

    @contextmanager
    def saving(self, save: Callable[[], None]) -> Iterator[None]:
        """Inside, `save` is called before the worker rests or ends."""
        self._save = save
        try:
            yield
        finally:
            self._save = None

    def clock(self) -> float:
        """Seconds on a clock that stands still while the worker rests."""
        return time.monotonic() - self._away

    def _rest(self) -> None:
        phase, began = self._phases.current, time.monotonic()
        self._wait()
        self._away += time.monotonic() - began
        self._phases.enter(phase)

    def _wait(self) -> None:
        """Until there is a slot and nobody asks for a pause; a job that should stop waits no longer."""
        began = time.monotonic()
        while (asked := self._requests.now()) != "stop":
            if asked == "run":
                self._be("queued")
                began = time.monotonic()
                if queue.admit(self._job):
                    break
            else:
                self._be("paused")
                if time.monotonic() - began > PATIENCE_SECONDS:
                    self._leave()
            time.sleep(POLL_SECONDS)
        if self._requests.terminated and self._state == "paused":
            self._leave()
        self._be("running")

    def _leave(self) -> None:
        """End this worker. What was asked in the last moment is heard, since nobody can ask while the queue is held."""
        with queue.lock() as line:
            asked = self._job.request()
            if asked == "stop":
                raise Cancelled
            self._life.leave("queued" if asked == "run" else "paused")
            launchers.of(self._job).forget(self._job)
            line.take_out(self._job)
            if asked == "run":
                line.put(self._job)
            line.start_next()
        raise Suspended

    def _be(self, state: StateName) -> None:
        if state == self._state:
            return
        self._state = state
        if state != "running":
            self._phases.enter(state)
        self._life.become(state)
        if state == "paused":
            queue.release(self._job)
