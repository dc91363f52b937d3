"""How a worker hears that it should end."""

from core.runs.folder import RunFolder


class StopRequested(Exception):  # noqa: N818 - a wish, not an error
    """The user wants the run to end now."""


class Wishes:
    """Looks at the run's `control.json`, reading it only when it has changed."""

    def __init__(self, run: RunFolder) -> None:
        self._run = run
        self._path = run.path / "control.json"
        self._seen = 0
        self._stop = False

    def stop_wanted(self) -> bool:
        """Whether the user wants the run to end; a run whose folder is gone has nobody left to work for."""
        if not self._run.path.exists():
            return True
        changed = self._path.stat().st_mtime_ns if self._path.exists() else 0
        if changed != self._seen:
            self._seen = changed
            self._stop = self._run.wish() == "stop"
        return self._stop

    def check(self) -> None:
        """Raise StopRequested if the user wants the run to end."""
        if self.stop_wanted():
            raise StopRequested
