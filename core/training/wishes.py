"""How a worker hears what people want of its run."""

from core.runs.folder import RunFolder
from core.runs.state import Wish


class Wishes:
    """Looks at the run's `control.json`, reading it only when it has changed."""

    def __init__(self, run: RunFolder) -> None:
        self._run = run
        self._path = run.path / "control.json"
        self._seen = 0
        self._wish: Wish = "run"
        self._terminated = False

    @property
    def terminated(self) -> bool:
        """Whether the system wants the worker to end."""
        return self._terminated

    def terminate(self, _signal: int = 0, _frame: object = None) -> None:
        """The system wants the worker to end (SIGTERM); that is told as a wish to stop."""
        self._terminated = True

    def now(self) -> Wish:
        """What is wanted at this moment; a run whose folder is gone has nobody left to work for."""
        if self._terminated or not self._run.path.exists():
            return "stop"
        changed = self._path.stat().st_mtime_ns if self._path.exists() else 0
        if changed != self._seen:
            self._seen = changed
            self._wish = self._run.wish()
        return self._wish
