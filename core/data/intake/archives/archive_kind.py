"""What an archive is: its first bytes say it, not its name."""

import re
from pathlib import Path
from typing import IO, Literal

ArchiveKind = Literal["zip", "tar", "gzip", "bzip2", "xz", "7z", "rar"]

_HEADS: dict[bytes, ArchiveKind] = {
    b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz",
    b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "rar",
}  # fmt: skip
_FIRST_PART = b"PK\x07\x08"  # of a zip in several
_PART = re.compile(r"\.(z\d\d|\d{3}|part\d+\.rar|r\d\d)$", re.IGNORECASE)
_TAR_MARK, _TAR_PLACE = b"ustar", 257
# these are zips too, and what lies in them is no picture of a dataset
_ZIPS_OF_PROGRAMS = {
    ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".jar", ".apk", ".epub", ".npz", ".keras", ".whl", ".kmz",
    ".pt", ".pth", ".ckpt", ".ora", ".kra", ".sketch", ".fig",
}  # fmt: skip
_ENDINGS = (
    ".tar.gz",
    ".tar.bz2",
    ".tar.xz",
    ".tgz",
    ".tbz2",
    ".txz",
    ".zip",
    ".tar",
    ".gz",
    ".bz2",
    ".xz",
    ".7z",
    ".rar",
)


def find_kind(archive: Path | IO[bytes]) -> ArchiveKind | None:
    """The kind by content; None if it begins like none of them. An open file is at its start afterwards."""
    return _read_kind(read_head(archive))


def read_head(archive: Path | IO[bytes]) -> bytes:
    """The bytes by which a file is known. An open file is at its start afterwards."""
    if isinstance(archive, Path):
        with archive.open("rb") as file:
            return file.read(_TAR_PLACE + len(_TAR_MARK))
    archive.seek(0)
    head = archive.read(_TAR_PLACE + len(_TAR_MARK))
    archive.seek(0)
    return head


def is_part(name: str, head: bytes) -> bool:
    """Whether a file is one of the parts of an archive that was split, by its first bytes or its name."""
    return head.startswith(_FIRST_PART) or _PART.search(name) is not None


def is_of_a_program(name: str) -> bool:
    """Whether a zip is a document or a model by its name."""
    return Path(name).suffix.lower() in _ZIPS_OF_PROGRAMS


def is_inner_archive(path: Path) -> bool:
    """Whether a file that came out of an archive is one itself, to be unpacked in its place."""
    return not is_of_a_program(path.name) and find_kind(path) is not None


def strip_ending(name: str) -> str:
    """The name of an archive without what says that it is one."""
    ending = next((ending for ending in _ENDINGS if name.lower().endswith(ending)), "")
    return name[: len(name) - len(ending)] or name


def _read_kind(head: bytes) -> ArchiveKind | None:
    if head[_TAR_PLACE:] == _TAR_MARK:
        return "tar"
    return next((kind for start, kind in _HEADS.items() if head.startswith(start)), None)
