"""Files that come one by one from a browser, with the paths that they have in the folder that was chosen there."""

import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from core.errors import InputError
from core.files import disk_errors
from core.i18n import N_

_PIECE = 1 << 20  # bytes
_NAME_TROUBLE = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}


@dataclass(frozen=True)
class Upload:
    """One file: its path in the chosen folder, with forward slashes, and its content, open or already on this disk."""

    name: str
    content: Path | IO[bytes]


@dataclass(frozen=True)
class UploadedFolder:
    """Files that have been put under `folder`; `name` is what the folder is called where it came from."""

    folder: Path
    name: str


def find_common_name(uploads: Sequence[Upload]) -> str:
    """The name of the folder that all the files come from; empty if they come from none."""
    tops = {PurePosixPath(upload.name).parts[0] if "/" in upload.name else "" for upload in uploads}
    return tops.pop() if len(tops) == 1 else ""


def measure_new(uploads: Sequence[Upload], folder: Path) -> int:
    """The bytes that `put_all` would write on the disk of that folder, which is there: a link takes none."""
    disk = folder.stat().st_dev
    return sum(_measure(upload.content, disk) for upload in uploads)


def _measure(content: Path | IO[bytes], disk: int) -> int:
    if isinstance(content, Path):
        found = content.stat()
        return 0 if found.st_dev == disk else found.st_size
    return content.seek(0, os.SEEK_END)


def put_all(uploads: Sequence[Upload], target: Path) -> None:
    """Put the files under `target`, each with its path; a file of this disk is linked instead of copied.

    Raises:
        InputError: a name leads elsewhere or is not possible here, or the disk is full.

    """
    for upload in uploads:
        path = target / _check_name(upload.name)
        with disk_errors(path), _name_errors(upload.name):
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(upload.content, path)


@contextmanager
def _name_errors(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NAME_TROUBLE:
            raise
        text = N_("{file} cannot have this name here: it is too long, or occurs twice. Rename it.")
        raise InputError(text, file=name) from error


def _check_name(name: str) -> PurePosixPath:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or not path.parts or ":" in path.parts[0] or "\0" in name:
        raise InputError(N_("{file} leads out of the folder that was chosen. Choose the folder again."), file=name)
    return path


def _put(content: Path | IO[bytes], path: Path) -> None:
    if isinstance(content, Path):
        try:
            os.link(content, path)
        except OSError as error:
            if error.errno in _NAME_TROUBLE:
                raise
            shutil.copyfile(content, path)  # another disk, or one without links
        return
    content.seek(0)
    with path.open("xb") as file:
        shutil.copyfileobj(content, file, _PIECE)
