"""An upload on its way from the web process to the folder of the job that reads it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from core import files, workspace

_PIECE = 1 << 20  # bytes


@contextmanager
def spool(file: IO[bytes]) -> Iterator[Path]:
    """Copy the file to the disk that holds the jobs; the copy is removed afterwards, unless it was moved.

    Raises:
        InputError: the disk is full.

    """
    # Imported here: listing jobs needs nothing of what takes data in.
    from core.data.intake import limits

    jobs = workspace.current().jobs
    limits.check_room(file.seek(0, os.SEEK_END), jobs)
    files.sweep(jobs)
    path = files.temporary_path(jobs)
    file.seek(0)
    try:
        with files.disk_errors(path), path.open("wb") as disk:
            shutil.copyfileobj(file, disk, _PIECE)
        yield path
    finally:
        path.unlink(missing_ok=True)
