"""When a worker may work: it has a slot, and nobody wants a pause or the end."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from core.cancel import Cancelled
from core.jobs.phases import Phases
from core.runs.folder import RunFolder
from core.runs.slots import Slot
from core.runs.state import StateName
from core.training.heartbeat import Heartbeat
from core.training.wishes import Wishes

POLL_SECONDS = 0.25
PATIENCE_SECONDS = 180.0  # a worker that rests for longer ends and gives its memory back; the checkpoint is on disk


class Suspended(Exception):  # noqa: N818 - no error either
    """The pause is long: the worker ends, and the run stays paused."""


class Turn:
    """A worker's turn to work. All work asks it between two of its steps, which may take long to answer.

    A pause gives the slot to the next run, and going on waits for one again, the oldest run first.

    Usage:
        with Turn(run, life, phases, wishes) as turn:
            turn.begin()
            for batch in batches:
                turn.raise_if_cancelled()
    """

    def __init__(self, run: RunFolder, life: Heartbeat, phases: Phases, wishes: Wishes) -> None:
        self._life = life
        self._phases = phases
        self._wishes = wishes
        self._slot = Slot(run)
        self._state: StateName | None = None
        self._away = 0.0
        self._save: Callable[[], None] | None = None
        self.heeds_stop = True

    def begin(self) -> None:
        """Wait for a slot.

        Raises:
            Cancelled, Suspended: the run has come to its end while it waited.

        """
        self._wait()
        self._heed_stop()

    def raise_if_cancelled(self) -> None:
        """Come back at once, after a pause, or never.

        Raises:
            Cancelled: the run should end; not while `heeds_stop` is false, when the end is what is worked on.
            Suspended: the pause has become long.

        """
        wish = self._wishes.now()
        if wish == "run" or (wish == "stop" and not self.heeds_stop):
            return
        if self._save is not None:
            self._save()
        if wish == "pause":
            self._rest()
        self._heed_stop()

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

    def _heed_stop(self) -> None:
        if self.heeds_stop and self._wishes.now() == "stop":
            raise Cancelled

    def _rest(self) -> None:
        phase, began = self._phases.current, time.monotonic()
        self._slot.release()
        self._wait()
        self._away += time.monotonic() - began
        self._phases.enter(phase)

    def _wait(self) -> None:
        """Until there is a slot and nobody wants a pause; a run that should stop waits no longer."""
        began = time.monotonic()
        while (wish := self._wishes.now()) != "stop":
            if wish == "run":
                self._be("queued")
                began = time.monotonic()
                if self._slot.take():
                    break
            else:
                self._be("paused")
                if time.monotonic() - began > PATIENCE_SECONDS:
                    raise Suspended
            time.sleep(POLL_SECONDS)
        if self._wishes.terminated and self._state == "paused":
            raise Suspended
        self._be("running")

    def _be(self, state: StateName) -> None:
        if state == self._state:
            return
        self._state = state
        if state != "running":
            self._phases.enter(state)
        self._life.become(state)

    def __enter__(self) -> "Turn":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._slot.release()
