"""How a worker hears what is asked of its job."""

from core.jobs.folder import JobFolder
from core.jobs.state import Request


class Requests:
    """What the job's `control.json` and the system ask for."""

    def __init__(self, job: JobFolder) -> None:
        self._job = job
        self._terminated = False

    @property
    def terminated(self) -> bool:
        """Whether the system wants the worker to end."""
        return self._terminated

    def terminate(self, _signal: int = 0, _frame: object = None) -> None:
        """The system wants the worker to end (SIGTERM); that is heard as a request to stop."""
        self._terminated = True

    def now(self) -> Request:
        """What is asked at this moment; a job whose folder is gone has nobody left to work for."""
        if self._terminated or not self._job.path.exists():
            return "stop"
        return self._job.request()
