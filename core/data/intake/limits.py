"""How much may be kept in a workspace, and how far an archive may unpack: whatever is to be kept asks here first.

A zip that is unpacked, an upload that is added, a folder that is copied, a picture that joins a collection: each says
how much is to come, and the owner's quota is asked (`core.quota`). What a browser sends lies in a temporary folder of
the server until then (`pages.server.uploads`); how large it may be is Streamlit's own option, and on a server of many
the gate's business (`pages.server.hosting.gate`).
"""

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from core import files, quota
from core.data.pixels.picture_file import MAX_BYTES
from core.errors import InputError
from core.i18n import N_

MOST_FILES = 200_000
MOST_BYTES = 50 * 10**9  # unpacked
MOST_TIMES = 100  # unpacked to packed; photos are near 1
SMALL = 100 * 10**6  # bytes; below this the ratio does not matter


def check_unpacked(count: int, unpacked: int, packed: int, shown: str) -> None:
    """Whether a zip may be unpacked, called `shown`: to so many files, and to so many bytes from so many.

    Raises:
        InputError: there are too many files, or it would grow too much.

    """
    if count > MOST_FILES:
        raise InputError(
            N_("{file} has more than {most} files. Unpack it and add the folder."), file=shown, most=f"{MOST_FILES:,}"
        )
    if unpacked > min(MOST_BYTES, max(SMALL, MOST_TIMES * packed)):
        raise InputError(
            N_("{file} would unpack to {size} GB, far too much. If you trust it, unpack it and add the folder."),
            file=shown,
            size=f"{unpacked / 1e9:,.1f}",
        )


def check_room(needed: int, folder: Path, pictures: int = 0) -> None:
    """Whether so many bytes, in so many pictures, fit on the disk of the folder, which is made if it is not there.

    Raises:
        InputError: they do not, the owner may not keep as much, or the folder may not be written.

    """
    quota.current().check_stored(needed, pictures)
    with files.disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if read_free_bytes(folder) < needed:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def read_free_bytes(folder: Path) -> int:
    """How many bytes are free on the disk that the folder is on."""
    return shutil.disk_usage(folder).free


def measure(paths: Iterable[Path]) -> int:
    """The bytes of the files that may be copied: those that are there and not too large for a picture."""
    sizes = (path.stat().st_size for path in paths if path.is_file())
    return sum(size for size in sizes if size <= MAX_BYTES)
