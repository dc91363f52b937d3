"""An attempt to add a dataset: the folder in which it is made, and what is kept so that the next one goes on.

Usage:
    with open_attempt(job.inputs) as attempt:      # the same place as before: nothing is done twice
        adding.add(source, name, attempt=attempt)

A dataset is there as a whole or not at all: its folder is moved to the others when all of it is made. After a kill what
was unpacked, copied, read and measured lies here, until the attempt is taken up again or its place is removed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core import files
from core.data.intake.archives.journal import NO_JOURNAL, Journal
from core.data.intake.read_files import NOTHING_READ, ReadFiles, open_read_files

FOLDER, JOURNAL = "dataset", "fetched.jsonl"


@dataclass(frozen=True)
class Attempt:
    """Where the dataset is made, and what of it was done before.

    Attributes:
        folder: becomes the dataset's own.
        fetched: what has come out of an archive, or out of another source.
        read: what the files have been read as.
        moved: whether an earlier attempt has made it and was interrupted after that.

    """

    folder: Path
    fetched: Journal = NO_JOURNAL
    read: ReadFiles = NOTHING_READ
    moved: bool = False


@contextmanager
def open_attempt(place: Path) -> Iterator[Attempt]:
    """The attempt whose files are at `place`, which is made if it is not there, and stays.

    Raises:
        InputError: the disk is full or the folder cannot be written.

    """
    folder = place / FOLDER
    with files.disk_errors(place):
        place.mkdir(exist_ok=True)
        moved = not folder.exists() and (place / JOURNAL).exists()
        folder.mkdir(exist_ok=True)
        (place / JOURNAL).touch()
    files.sweep(folder)
    with open_read_files(place) as read:
        yield Attempt(folder, Journal(place / JOURNAL), read, moved)


@contextmanager
def begin_attempt(parent: Path) -> Iterator[Attempt]:
    """One of which nothing stays unless it succeeds, in a new folder below `parent`."""
    files.sweep(parent)
    with files.temporary_folder(parent) as folder:
        yield Attempt(folder)
