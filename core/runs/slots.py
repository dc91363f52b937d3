"""How many runs work at once: `GLASSBOX_SLOTS` (default 1). The oldest queued run goes first."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from core.errors import InputError
from core.home import disk_errors, home
from core.i18n import N_
from core.runs.folder import RunFolder, all_runs
from core.runs.life import current_state

POLL_SECONDS = 0.25


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
    waiting = ((other, current_state(other)) for other in all_runs())
    return sum(state.state == "queued" and (state.created, other.run_id) < mine for other, state in waiting)


@contextmanager
def slot(run: RunFolder, check: Callable[[], None]) -> Iterator[None]:
    """Wait for a free slot and hold it. `check` is called while waiting and may raise to give up the place.

    A slot is a lock on a file, which the system releases when its holder dies, however it dies.
    """
    lock = _first_free(run, check)
    try:
        yield
    finally:
        lock.release()


def _first_free(run: RunFolder, check: Callable[[], None]) -> FileLock:
    folder = home() / "slots"
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    locks = [FileLock(folder / f"{number}.lock") for number in range(slot_count())]
    while True:
        check()
        if place_in_queue(run) == 0:
            for lock in locks:
                try:
                    lock.acquire(blocking=False)
                except Timeout:
                    continue
                return lock
        time.sleep(POLL_SECONDS)
