"""How a worker learns of requests to its job."""

from core.i18n import Message
from core.jobs.folder import JobFolder
from core.jobs.state import Request


class Requests:
    """Requests from the job's `control.json` and from the system."""

    def __init__(self, job: JobFolder) -> None:
        self._job = job
        self._terminated = False
        self.reason: Message | None = None  # why the worker itself wants to end

    @property
    def terminated(self) -> bool:
        """Whether the system wants the worker to end."""
        return self._terminated

    def terminate(self, _signal: int = 0, _frame: object = None) -> None:
        """Treat SIGTERM as a request to stop."""
        self._terminated = True

    def end(self, reason: Message) -> None:
        """Stop, as if somebody had asked for it, for that reason."""
        self.reason = reason

    def read(self) -> Request:
        """The current request; stop if the job's folder was deleted."""
        if self._terminated or self.reason or not self._job.path.exists():
            return "stop"
        return self._job.read_request()
