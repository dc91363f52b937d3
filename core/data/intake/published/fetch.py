"""Get a published set: its files from the publisher or a mirror, and of them the pictures."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from core import workspace
from core.cancel import CancelToken
from core.data.index import Record
from core.data.intake import limits
from core.data.intake.archives.journal import Journal
from core.data.intake.published.sets import PUBLISHED, PublishedSet
from core.data.manifest import Kind
from core.download import DownloadError, RemoteFile, WrongFileError, download
from core.errors import InputError
from core.i18n import N_
from core.parallel import Progress, stage

MIRROR = "GLASSBOX_DATASETS_URL"  # of a folder that holds the files by their names, for who cannot reach the publishers


def fetch(
    kind: Kind, target: Path, journal: Journal, progress: Progress | None, cancel: CancelToken
) -> Sequence[Record]:
    """Put the pictures of the set under `target`, one folder a class; return what could not be used.

    The files that were downloaded are removed once the pictures are there; after a break they stay, to go on with.

    Raises:
        InputError: a file did not come or is not the published one, or the disk is full.
        Cancelled: `cancel` asked for it.

    """
    wanted = PUBLISHED[kind]
    folder = workspace.current().downloads
    paths = [folder / Path(urlsplit(file.address).path).name for file in wanted.files]
    missing = [file.size for file, path in zip(wanted.files, paths, strict=True) if not path.exists()]
    limits.check_room(sum(missing), folder)
    stages = len(paths) + 1
    for number, (file, path) in enumerate(zip(wanted.files, paths, strict=True)):
        _download(wanted, file, path, stage(progress, number, stages), cancel)
    refused = wanted.unpack(paths, target, journal, stage(progress, len(paths), stages), cancel)
    for path in paths:
        path.unlink(missing_ok=True)
    return refused


def _download(
    wanted: PublishedSet, file: RemoteFile, path: Path, progress: Progress | None, cancel: CancelToken
) -> None:
    mirror = os.environ.get(MIRROR, "").rstrip("/")
    address = f"{mirror}/{path.name}" if mirror else file.address
    host = urlsplit(address).hostname or address
    try:
        download(RemoteFile(address, file.size, file.checksum), path, progress, cancel)
    except WrongFileError as error:
        raise InputError(
            N_("What {host} sent is not the published file {file} ({reason}). Start again, or download it from {page} "
               "and add the file."),
            host=host, file=path.name, reason=str(error), page=wanted.page,
        ) from error  # fmt: skip
    except DownloadError as error:
        raise InputError(
            N_("{file} is downloaded once, and {host} did not send it ({reason}). Go online and start again: it "
               "goes on where it stopped."),
            file=path.name, host=host, reason=str(error),
        ) from error  # fmt: skip
