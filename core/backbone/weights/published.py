"""The weights that Keras's authors publish for their networks: each file is downloaded once, and kept under home.

Keras's own download would write outside of GLASSBOX_HOME, and could not be stopped or seen to move.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from core import files, workspace
from core.cancel import NEVER, CancelToken
from core.errors import InputError
from core.i18n import N_
from core.networks.backbones import EMBEDDED, Backbone
from core.parallel import Progress, tell

PUBLISHED = "https://storage.googleapis.com/tensorflow/keras-applications"
PATIENCE = 15.0  # seconds without a byte
PIECE = 1 << 18  # bytes between two looks at the token
MD5_DIGITS = 32


def origin() -> str:
    """Where the files are: Keras's folder, or the mirror that `$GLASSBOX_WEIGHTS_URL` names for who cannot reach it."""
    return os.environ.get("GLASSBOX_WEIGHTS_URL", PUBLISHED).rstrip("/")


def host() -> str:
    """The machine that has to be reached."""
    return urlsplit(origin()).hostname or origin()


def weights_file(backbone: Backbone) -> Path:
    """Where the downloaded weights are kept; a file that was copied there by hand serves as well."""
    assert backbone.application is not None
    return workspace.current().backbones / Path(backbone.application.path).name


def is_downloaded(backbone: Backbone) -> bool:
    """Whether the network can be used without a download."""
    return backbone.application is None or weights_file(backbone).exists()


def fetch(backbone: Backbone, progress: Progress | None = None, cancel: CancelToken = NEVER) -> None:
    """Have the network's weights on this machine; nothing is done where they are.

    Args:
        backbone: any; the embedded one needs nothing.
        progress: called with (done, total) in bytes.
        cancel: asked between pieces of the file.

    Raises:
        InputError: the download failed, what came is not what was published, or the disk is full.
        Cancelled: `cancel` asked for it.

    """
    if is_downloaded(backbone):
        return
    path = weights_file(backbone)
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    files.sweep(path.parent)
    with files.replacing(path) as file:
        _download(backbone, file, progress, cancel)


def _download(backbone: Backbone, file: BinaryIO, progress: Progress | None, cancel: CancelToken) -> None:
    assert backbone.application is not None
    expected = backbone.application.checksum
    digest = hashlib.new("md5" if len(expected) == MD5_DIGITS else "sha256", usedforsecurity=False)
    for piece in _pieces(backbone, progress):
        cancel.raise_if_cancelled()
        digest.update(piece)
        file.write(piece)
    if digest.hexdigest() != expected:
        raise InputError(
            N_("What {host} sent is not the published file of {title}: its checksum differs. "
               "Start again, or choose {embedded}, which is built in."),
            host=host(), title=backbone.title, embedded=EMBEDDED.title,
        )  # fmt: skip


def _pieces(backbone: Backbone, progress: Progress | None) -> Iterator[bytes]:
    """The file as it comes. What the reader of the pieces does wrong is not taken for an error of the network."""
    # Imported here: they take a tenth of a second, and most runs have nothing to download.
    from http.client import HTTPException
    from urllib.request import urlopen

    assert backbone.application is not None
    try:
        with urlopen(f"{origin()}/{backbone.application.path}", timeout=PATIENCE) as answer:
            total, done = int(answer.headers.get("Content-Length", backbone.application.download)), 0
            while piece := answer.read(PIECE):
                done += len(piece)
                tell(progress, done, max(done, total))
                yield piece
    except (OSError, ValueError, HTTPException) as error:
        raise InputError(
            N_("The weights of {title} are downloaded once, and {host} did not send them ({reason}). "
               "Go online and start again, or choose {embedded}, which is built in."),
            title=backbone.title, host=host(), reason=str(getattr(error, "reason", error)), embedded=EMBEDDED.title,
        ) from error  # fmt: skip
