"""An empty folder while a `with` lasts, for a GLASSBOX_HOME or what else a benchmark writes."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

PATIENCE = 30.0  # seconds in which workers notice that their job is gone
LOOK_EVERY = 0.1


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is removed with all that is in it.

    A worker on call may outlive the server that started it and still write there. It stops when it finds its job's
    folder gone, so removing is tried until nothing comes back.
    """
    folder = Path(tempfile.mkdtemp(prefix="glassbox-"))
    try:
        yield folder
    finally:
        _remove(folder)


def _remove(folder: Path) -> None:
    deadline, pause = monotonic() + PATIENCE, Event()
    while folder.exists() and monotonic() < deadline:
        shutil.rmtree(folder, ignore_errors=True)
        pause.wait(LOOK_EVERY)
