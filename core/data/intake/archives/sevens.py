"""Read a 7z as the tar of its members: a helper process with little memory unpacks it, and `tars` judges what comes.

py7zr does the unpacking. It holds a whole block and its dictionary in memory, whose sizes the archive says itself, and
its own rules for names refuse all of an archive for one member; in a process of its own neither does any harm.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from core.errors import InputError
from core.i18n import N_

NOT_READ = N_("{file} is a {kind} archive, which is not read here. Unpack it and add the folder.")
MOST_MEMORY = 1 << 30  # bytes of the helper; a dictionary of 256 MB, the largest that 7-Zip offers by itself, fits
PASSWORD, RARE_METHOD, TOO_LITTLE_MEMORY, DAMAGED = 3, 4, 5, 6  # what its exit status says
_ROOT = Path(__file__).parents[4]
_SAYS = {
    PASSWORD: N_("{file} has a password. Unpack it and add the folder, or pack it without one."),
    RARE_METHOD: N_("{file} is packed by a rare method. Unpack it and add the folder, or pack it with LZMA2."),
    TOO_LITTLE_MEMORY: N_("{file} needs more than 1 GB of memory to be unpacked. Unpack it and add the folder."),
    DAMAGED: N_("{file} is a damaged 7z archive, or a part of one. Pack or download it again."),
}


@contextmanager
def open_as_tar(archive: Path | IO[bytes], shown: str) -> Iterator[IO[bytes]]:
    """What is read here is a tar.

    Raises:
        InputError: it cannot be read here, or at the end, that there was something wrong with it.

    """
    if find_spec("py7zr") is None:
        raise InputError(NOT_READ, file=shown, kind="7z")
    with _open_real(archive) as source:
        helper = subprocess.Popen(
            [sys.executable, "-m", "core.data.intake.archives"],
            cwd=_ROOT,
            stdin=source,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for this process to answer
        )
        assert helper.stdout is not None, "it is a pipe"
        try:
            yield helper.stdout
            _check_status(helper.wait(), shown)
        finally:
            helper.kill()
            helper.stdout.close()
            helper.wait()


@contextmanager
def _open_real(archive: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """A file of the system at its beginning, as another process needs it."""
    if isinstance(archive, Path):
        with archive.open("rb") as file:
            yield file
        return
    archive.seek(0)
    try:
        os.lseek(archive.fileno(), 0, os.SEEK_SET)  # a file with a buffer only moves within that
        yield archive
    except io.UnsupportedOperation:
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(archive, copy)
            copy.seek(0)
            yield copy


def _check_status(status: int, shown: str) -> None:
    if not status:
        return
    if status < 0:  # the system ended it
        status = TOO_LITTLE_MEMORY
    if status not in _SAYS:
        raise RuntimeError(f"the helper that unpacks {shown} ended with {status}; its trace is above")
    raise InputError(_SAYS[status], file=shown)
