"""The weights that Keras's authors publish for their networks: each file is downloaded once, and kept under home.

Keras's own download would write outside of GLASSBOX_HOME, and could not be stopped or seen to move.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from core import workspace
from core.cancel import NEVER, CancelToken
from core.download import DownloadError, RemoteFile, WrongFileError, download
from core.errors import InputError
from core.i18n import N_
from core.networks.backbones import EMBEDDED, Backbone
from core.parallel import Progress

PUBLISHED = "https://storage.googleapis.com/tensorflow/keras-applications"


def read_origin() -> str:
    """Where the files are: Keras's folder, or the mirror that `$GLASSBOX_WEIGHTS_URL` names for who cannot reach it."""
    return os.environ.get("GLASSBOX_WEIGHTS_URL", PUBLISHED).rstrip("/")


def read_host() -> str:
    """The machine that has to be reached."""
    return urlsplit(read_origin()).hostname or read_origin()


def find_weights_file(backbone: Backbone) -> Path:
    """Where the downloaded weights are kept; a file that was copied there by hand serves as well."""
    assert backbone.application is not None
    return workspace.current().backbones / Path(backbone.application.path).name


def is_downloaded(backbone: Backbone) -> bool:
    """Whether the network can be used without a download."""
    return backbone.application is None or find_weights_file(backbone).exists()


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
    assert backbone.application is not None
    published = backbone.application
    file = RemoteFile(f"{read_origin()}/{published.path}", published.download, published.checksum)
    try:
        download(file, find_weights_file(backbone), progress, cancel)
    except WrongFileError as error:
        raise InputError(
            N_("What {host} sent is not the published file of {title}: its checksum differs. "
               "Start again, or choose {embedded}, which is built in."),
            host=read_host(), title=backbone.title, embedded=EMBEDDED.title,
        ) from error  # fmt: skip
    except DownloadError as error:
        raise InputError(
            N_("The weights of {title} are downloaded once, and {host} did not send them ({reason}). "
               "Go online and start again, or choose {embedded}, which is built in."),
            title=backbone.title, host=read_host(), reason=str(error), embedded=EMBEDDED.title,
        ) from error  # fmt: skip
