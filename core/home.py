"""Where Glassbox keeps its data, and the one safe way to write a file there."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from platformdirs import user_data_path

from core.errors import InputError
from core.i18n import N_


def home() -> Path:
    """`$GLASSBOX_HOME`, or this system's folder for a person's data.

    Raises:
        InputError: the variable leads nowhere: to the folder of an unknown person, or in a circle of links.

    """
    named = os.environ.get("GLASSBOX_HOME")
    if not named:
        return user_data_path("glassbox", appauthor=False)
    try:
        return Path(named).expanduser().resolve()
    except RuntimeError as error:
        raise _not_writable(named) from error


def datasets_dir() -> Path:
    return _made(home() / "datasets")


def runs_dir() -> Path:
    return _made(home() / "runs")


def _made(folder: Path) -> Path:
    try:
        with disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:  # some systems of files say that a folder is not there which they do not let make
        raise _not_writable(folder) from error
    return folder


class DiskFullError(InputError):
    """There was no room for what had to be written at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            N_("The disk that holds {path} is full. Free some space, or set GLASSBOX_HOME to a folder elsewhere."),
            path=str(path),
        )


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn a full disk or a folder that may not be written into one clear sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFullError(path) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise _not_writable(path) from error
        raise


def _not_writable(path: str | Path) -> InputError:
    return InputError(
        N_("{path} cannot be written. Set GLASSBOX_HOME to a folder that you may write to."), path=str(path)
    )


def write_atomically(path: Path, text: str) -> None:
    """Replace the file in one step: a reader sees the old text or the new one, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with disk_errors(path), _removed_on_failure(temporary):
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` in one step when all of it is on the disk itself, or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with disk_errors(path), _removed_on_failure(temporary):
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)


@contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
