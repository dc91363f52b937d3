"""Go through a folder that nobody vouches for: links in circles, links to nowhere, devices, folders that are closed."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.i18n import N_

SKIPPED = {
    "thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db", "ehthumbs_vista.db", "icon\r", "@eadir", "@tmp", "#recycle",
    "#snapshot", "@recycle", "@recently-snapshot", "$recycle.bin", "recycler", "lost+found",
    "system volume information", "found.000", "__pycache__", "node_modules",
}  # fmt: skip
_HIDDEN_BY_TOOLS = {
    ".git", ".svn", ".hg", ".ipynb_checkpoints", ".cache", ".trash", ".trashes", ".spotlight-v100", ".fseventsd",
    ".documentrevisions-v100", ".temporaryitems", ".appledouble", ".appledb", ".thumbnails", ".thumbs", ".@__thumb",
    ".idea", ".vscode", ".venv", ".tox", ".dvc", ".stversions", ".stfolder", ".dropbox.cache", ".recycle",
}  # fmt: skip
MOST_LEVELS = 100  # folders in one another; no collection of pictures has as many

TOO_DEEP = N_("{file} lies more than 100 folders deep and is not used. Move it further up.")
CLOSED = N_("The folder {file} cannot be read. Check that you may read it.")
NO_FILE = N_(
    "{file} is no file that can be read: a link to nowhere, a device, or closed to you. Put the picture itself there."
)


@dataclass(frozen=True)
class Entry:
    """A file, or a file or folder with the reason why it cannot be used."""

    path: Path
    trouble: str | None = None


def is_skipped(name: str) -> bool:
    """Whether this is a file that systems leave behind, never a picture that someone meant."""
    return name.startswith(".") or name.casefold() in SKIPPED


def is_hidden_folder(name: str) -> bool:
    """Whether a folder of this name is hidden and not one that a tool keeps for itself: perhaps a class."""
    tidy = name.casefold()
    return tidy.startswith(".") and not tidy.startswith((".trash-", "._")) and tidy not in _HIDDEN_BY_TOOLS


def list_entries(folder: Path) -> list[str]:
    """The names of what lies in a folder, without what systems leave behind; those of folders end in a slash.

    They are in the order in which the paths of all files below the folder are.

    Raises:
        OSError: the folder cannot be read.

    """
    names = (name for name in os.listdir(folder) if not is_skipped(name))  # noqa: PTH208 - a path takes ten times as much
    return sorted(f"{name}/" if is_folder(folder / name) else name for name in names)


def is_folder(path: Path) -> bool:
    return stat.S_ISDIR(_read_mode(path))


def is_file(path: Path) -> bool:
    return stat.S_ISREG(_read_mode(path))


def _read_mode(path: Path) -> int:
    """What a path is, links followed; 0 if that cannot be said."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def walk(top: Path) -> Iterator[Entry]:
    """Every file under `top` in the order of the paths; a link that leads back up is not followed."""
    yield from _walk(top, frozenset(folder.resolve() for folder in top.parents), MOST_LEVELS)


def _walk(folder: Path, above: frozenset[Path], levels: int) -> Iterator[Entry]:
    here = folder.resolve()
    if here in above:
        return
    if not levels:
        yield Entry(folder, TOO_DEEP)
        return
    try:
        found = list_entries(folder)
    except OSError:
        yield Entry(folder, CLOSED)
        return
    for name in found:
        path = folder / name
        if name.endswith("/"):
            yield from _walk(path, above | {here}, levels - 1)
        else:
            yield Entry(path, None if is_file(path) else NO_FILE)
