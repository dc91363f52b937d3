"""A folder of the tree that is scanned: what lies in it is read once, when it is first asked for."""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from core.data.intake.walk import is_file, is_folder, is_hidden_folder, is_skipped
from core.data.pixels.sniff import looks_like_a_picture, name_unsupported_format

PICTURE_ENDINGS = {
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".dib", ".gif", ".tif", ".tiff", ".mpo", ".heic",
    ".heif", ".avif", ".svg",
}  # fmt: skip
_NO_PICTURES = {".txt", ".csv", ".json", ".md", ".py", ".xml", ".html", ".ipynb", ".yaml", ".yml", ".zip", ".pdf"}
_MOST_SNIFFED = 8  # files of a folder that are opened to see whether it holds pictures under other names
_HEAD = 64  # bytes


class Folder:
    """A folder, read lazily; a folder that is closed to this user is taken for one that holds pictures."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def _names(self) -> list[str] | None:
        """Of what lies in it; kept in place of paths, which take ten times as much memory."""
        try:
            return sorted(os.listdir(self.path))  # noqa: PTH208
        except OSError:
            return None

    @property
    def closed(self) -> bool:
        return self._names is None

    @cached_property
    def folders(self) -> "list[Folder]":
        """The folders in it, without what systems leave behind."""
        paths = (self.path / name for name in self._names or () if not is_skipped(name))
        return [Folder(path) for path in paths if is_folder(path)]

    @cached_property
    def hidden(self) -> "list[Folder]":
        """The folders whose names begin with a dot and that hold pictures."""
        paths = (self.path / name for name in self._names or () if is_hidden_folder(name))
        return [folder for path in paths if is_folder(path) and (folder := Folder(path)).holds_pictures]

    @cached_property
    def file_names(self) -> list[str]:
        return [name for name in self._names or () if not is_skipped(name) and is_file(self.path / name)]

    @property
    def files(self) -> list[Path]:
        return [self.path / name for name in self.file_names]

    @cached_property
    def picture_names(self) -> list[str]:
        """The files right in it that are named like pictures, or are some under another name."""
        unknown = [name for name in self.file_names if _read_ending(name) not in PICTURE_ENDINGS | _NO_PICTURES]
        sniffed = {name for name in unknown[:_MOST_SNIFFED] if _is_picture(self.path / name)}
        if sniffed:
            sniffed |= {name for name in unknown[_MOST_SNIFFED:] if _is_picture(self.path / name)}
        return [name for name in self.file_names if _read_ending(name) in PICTURE_ENDINGS or name in sniffed]

    @property
    def pictures(self) -> list[Path]:
        return [self.path / name for name in self.picture_names]

    @cached_property
    def holds_pictures(self) -> bool:
        """Whether there is a picture in it or below it."""
        return any(folder.closed or folder.picture_names for folder in self.walk())

    @cached_property
    def full(self) -> "list[Folder]":
        """The folders right in it that hold pictures, at any depth."""
        return [folder for folder in self.folders if folder.holds_pictures]

    @property
    def is_flat(self) -> bool:
        """Whether its pictures lie in it, and not in folders of it."""
        return bool(self.picture_names) or not self.full

    def walk(self) -> "Iterator[Folder]":
        """The folder itself and every one below it, each once, links followed."""
        seen, waiting = set[tuple[int, int]](), [self]
        while waiting:
            folder = waiting.pop()
            key = _identify(folder.path)
            if key not in seen:
                seen.add(key)
                yield folder
                waiting += reversed(folder.folders)


def _read_ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122


def _identify(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_dev, status.st_ino)


def _is_picture(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return looks_like_a_picture(head) or name_unsupported_format(head) in {"HEIC", "AVIF"}
