"""Writes the worker's state, and every two seconds that it still lives."""

import threading
import time
from types import TracebackType

from core.i18n import Message
from core.runs.folder import RunFolder
from core.runs.life import HEARTBEAT_SECONDS, this_process
from core.runs.state import StateName


class Heartbeat:
    """The worker's hold on `state.json`.

    Usage:
        with Heartbeat(run) as life:
            life.become("running")
    """

    def __init__(self, run: RunFolder) -> None:
        self._run = run
        self._state = this_process(run.state())
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def become(self, state: StateName) -> None:
        self._write(state=state)

    def end(self, state: StateName, reason: Message | None = None, *, by_input: bool = True) -> None:
        """The last word about the run."""
        self._write(state=state, reason=reason, by_input=by_input, ended=time.time())

    def leave(self) -> None:
        """The run stays paused without its worker."""
        self._write(state="paused", pid=None, process_started=None)

    def _write(self, **changes: object) -> None:
        with self._lock:
            self._state = self._state.model_copy(update={"heartbeat": time.time(), **changes})
            self._run.write_state(self._state)

    def _beat(self) -> None:
        while not self._over.wait(HEARTBEAT_SECONDS):
            self._write()

    def __enter__(self) -> "Heartbeat":
        self._write()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
