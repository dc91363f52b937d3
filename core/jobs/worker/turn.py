"""When a worker may work: it has a slot, and no pause or stop is requested."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.cancel import Cancelled
from core.jobs.phases import Phases
from core.jobs.state import Request, StateName
from core.jobs.worker.heartbeat import Heartbeat
from core.jobs.worker.place import Place
from core.jobs.worker.requests import Requests

POLL_SECONDS = 0.25
PATIENCE_SECONDS = 180.0  # a worker that is paused for longer exits and frees its memory; the checkpoint is on disk


class Suspended(Exception):  # noqa: N818 - no error either
    """The pause is long: the worker exits, and the job stays paused."""


class Turn:
    """The `CancelToken` of a worker, which also handles pauses: a check between two steps may block for long.

    A pause frees the slot for the next job; to continue, the job waits for a slot again at the end of the queue.

    Usage:
        turn.begin()
        for piece in pieces:
            turn.raise_if_cancelled()
            ...
        with turn.finishing():
            ...  # short, and not worth stopping
    """

    def __init__(self, life: Heartbeat, phases: Phases, requests: Requests, place: Place) -> None:
        self._life = life
        self._place = place
        self._phases = phases
        self._requests = requests
        self._state: StateName | None = None
        self._away = 0.0
        self._save: Callable[[], None] | None = None
        self._finishing = False

    @property
    def request(self) -> Request:
        """The current request to the job."""
        return self._requests.read()

    def begin(self) -> None:
        """Wait for a slot; a job that should stop waits no longer, and has none.

        Raises:
            Cancelled: a stop was asked for when the worker was about to leave.
            Suspended: the pause has become long.

        """
        self._wait()

    def raise_if_cancelled(self) -> None:
        """Return at once, or after a pause.

        Raises:
            Cancelled: a stop was requested; not while it is `finishing`.
            Suspended: the pause has become long.
            Superseded: another worker has the job.

        """
        self._life.raise_if_superseded()
        asked = self._requests.read()
        if asked == "run" or (asked == "stop" and self._finishing):
            return
        if self._save is not None:
            self._save()
        if asked == "pause":
            self._rest()
        if self._requests.read() == "stop" and not self._finishing:
            raise Cancelled

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Ignore requests to stop inside: what is left is short, or is what the stop asked for. Pauses still work."""
        before, self._finishing = self._finishing, True
        try:
            yield
        finally:
            self._finishing = before

    @contextmanager
    def saving(self, save: Callable[[], None]) -> Iterator[None]:
        """Inside, `save` is called before the worker pauses or stops."""
        self._save = save
        try:
            yield
        finally:
            self._save = None

    def read_clock(self) -> float:
        """Seconds on a clock that stops while the worker is paused."""
        return time.monotonic() - self._away

    def _rest(self) -> None:
        phase, began = self._phases.current, time.monotonic()
        self._wait()
        self._away += time.monotonic() - began
        self._phases.enter(phase)

    def _wait(self) -> None:
        """Wait until there is a slot and no pause is requested; return at once on a stop."""
        began = time.monotonic()
        while (asked := self._requests.read()) != "stop":
            if asked == "run":
                self._set_state("queued")
                began = time.monotonic()
                if self._place.admit():
                    break
            else:
                self._set_state("paused")
                if time.monotonic() - began > PATIENCE_SECONDS:
                    self._leave()
            time.sleep(POLL_SECONDS)
        if self._requests.terminated and self._state == "paused":
            self._leave()
        self._set_state("running")

    def _leave(self) -> None:
        """Exit this worker, unless a request came at the last moment."""
        self._place.leave(self._life.leave)
        raise Suspended

    def _set_state(self, state: StateName) -> None:
        if state == self._state:
            return
        self._state = state
        if state != "running":
            self._phases.enter(state)
        if state == "paused":
            self._place.rest(self._life.become)
        else:
            self._life.become(state)
