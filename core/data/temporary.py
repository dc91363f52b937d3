"""A temporary folder beside the datasets, in which one is built or taken away, and which a crash leaves harmless."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psutil

from core import files

_NAME = re.compile(r"\.tmp-(\d+)-(\d+)-")


def fresh(parent: Path) -> Path:
    """A path for a temporary of this process, under a hidden name that says whose it is."""
    return parent / f".tmp-{os.getpid()}-{_started(os.getpid())}-{uuid4().hex[:8]}"


@contextmanager
def folder(parent: Path) -> Iterator[Path]:
    """A new temporary folder; whatever is still there at the end is removed."""
    path = fresh(parent)
    with files.disk_errors(path):
        path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove what processes that are gone have left, and nothing of those that live."""
    for path in parent.glob(".tmp-*"):
        match = _NAME.match(path.name)
        if match and _started(int(match[1])) != int(match[2]):
            remove(path)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _started(pid: int) -> int:
    """When a process began, in milliseconds; 0 if there is none. A number can be given to a new process."""
    try:
        return int(psutil.Process(pid).create_time() * 1000)
    except psutil.NoSuchProcess:
        return 0
