"""How many runs work at once: `GLASSBOX_SLOTS` (default 1). The oldest queued run goes first."""

import os

from filelock import FileLock, Timeout

from core import workspace
from core.errors import InputError
from core.i18n import N_
from core.runs.folder import RunFolder
from core.runs.life import standing


def slot_count() -> int:
    text = os.environ.get("GLASSBOX_SLOTS", "1")
    if not text.isdigit() or int(text) < 1:
        raise InputError(
            N_("GLASSBOX_SLOTS is {value}. Set it to how many runs may work at once: 1 or more."), value=text
        )
    return int(text)


def place_in_queue(run: RunFolder) -> int:
    """How many queued runs are older than this one."""
    mine = run.state().created, run.run_id
    return sum(state.state == "queued" and (state.created, other.run_id) < mine for other, state in standing())


class Slot:
    """The right of one run to work. It is a lock on a file, which the system releases however its holder dies."""

    def __init__(self, run: RunFolder) -> None:
        self._run = run
        self._held: FileLock | None = None

    def take(self) -> bool:
        """Take a free slot, unless an older run waits for one; true if this run has one afterwards."""
        if self._held is None and place_in_queue(self._run) == 0:
            self._held = next((lock for lock in _locks() if _acquired(lock)), None)
        return self._held is not None

    def release(self) -> None:
        """Give the slot to the next run; without one, nothing happens."""
        if self._held is not None:
            self._held.release()
            self._held = None


def _locks() -> list[FileLock]:
    folder = workspace.current().slots
    return [FileLock(folder / f"{number}.lock") for number in range(slot_count())]


def _acquired(lock: FileLock) -> bool:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return False
    return True
