"""Writes the job's state for its worker, and every two seconds that it still lives and how much it has recorded.

Before each of them it makes sure that the job is still this worker's: one that was out of reach for so long that
another was started in its place writes nothing more.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from core.i18n import Message
from core.jobs.events import measure_synced_size
from core.jobs.folder import JobFolder
from core.jobs.launchers import Superseded
from core.jobs.repair import read_state
from core.jobs.state import StateName
from core.workspace import carry

HEARTBEAT_SECONDS = 2.0


class Heartbeat:
    """The worker's hold on `state.json`, up to its last word about the job: `end` or `leave`.

    `announce` is explained in `run_job`. All but the beats raise `Superseded` where another worker has the job.

    Usage:
        with Heartbeat(job) as life:
            life.become("running")
            life.end("finished")
    """

    def __init__(
        self,
        job: JobFolder,
        announce: Callable[[], None] = lambda: None,
        measure: Callable[[StateName], None] = lambda _state: None,
    ) -> None:
        self._job = job
        self._announce = announce
        self._measure = carry(measure)
        self._state = read_state(job)
        self._lost = 0  # bytes of events
        self._superseded = False
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def raise_if_superseded(self) -> None:
        """Cheap; it raises what the last beat has noticed."""
        if self._superseded:
            raise Superseded

    def become(self, state: StateName) -> None:
        self._write(state=state)

    def end(self, state: StateName, reason: Message | None = None, *, by_input: bool = True) -> None:
        """The job has ended."""
        self._fall_silent()
        self._write(state=state, reason=reason, by_input=by_input, ended=time.time())

    def leave(self, state: StateName) -> None:
        """Exit without ending the job, which another worker will continue."""
        self._fall_silent()
        self._write(state=state)

    def _fall_silent(self) -> None:
        """Stop the beats: another worker may have the job once the final state is written, so nothing may follow it."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _write(self, **changes: object) -> None:
        with self._lock:
            self._count_events()
            self._state = self._state.model_copy(update={"heartbeat": time.time(), **changes})
            if self._job.path.exists():  # it may have been deleted by hand
                self._make_sure()
                self._job.write_state(self._state)

    def _make_sure(self) -> None:
        """Raise unless the job is still this worker's."""
        try:
            self._announce()
        except Superseded:
            self._superseded = True
            raise

    def _count_events(self) -> None:
        """Count what is lost too, so that the file stays too small for good, however much is written after it."""
        with suppress(OSError):  # of a full disk; the count stays as it is
            size = measure_synced_size(self._job.events)
            self._lost = max(self._lost, self._state.recorded - size)
            self._state = self._state.model_copy(update={"recorded": size + self._lost})

    def _beat(self) -> None:
        with suppress(Superseded):  # the work itself ends at its next step
            while not self._over.wait(HEARTBEAT_SECONDS):
                self._write()
                self._measure(self._state.state)

    def __enter__(self) -> "Heartbeat":
        self._write()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._fall_silent()
