"""Unpack a tar, plain or compressed, or a 7z, that nobody vouches for.

A compressed one, and a 7z, is first unpacked to a plain one beside the target, within the limits: only then is anything
known of what it holds.
"""

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

from core import files
from core.cancel import CancelToken
from core.data.index import Record
from core.data.intake import limits
from core.data.intake.archives.archive_kind import ArchiveKind
from core.data.intake.archives.journal import Journal
from core.data.intake.archives.member_names import decode_all
from core.data.intake.archives.members import (
    NAMELESS,
    Budget,
    Refused,
    check_name,
    extract_each,
    is_left_behind,
    write_member,
)
from core.data.intake.archives.sevens import open_as_tar
from core.data.intake.archives.zips import identify
from core.errors import InputError
from core.i18n import N_
from core.parallel import Progress

_CHUNK = 1 << 20
_OPENERS: dict[ArchiveKind, Callable[..., Any]] = {"gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open}
_DAMAGE = (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, ValueError)


def extract(
    archive: Path | IO[bytes],
    kind: ArchiveKind,
    target: Path,
    budget: Budget,
    *,
    shown: str,
    progress: Progress | None,
    cancel: CancelToken,
    names_encoding: str | None,
    journal: Journal,
) -> list[Record]:
    """Unpack a tar under `target`, or go on with it; return what was left out and why.

    Raises:
        InputError: it is no tar, damaged, or would unpack to more than the budget.
        Cancelled: `cancel` asked for it.

    """
    with (
        _convert_damage(shown),
        _open_plain(archive, kind, target, budget, shown, cancel) as plain,
        tarfile.open(fileobj=plain, mode="r:", encoding="utf-8", errors="surrogateescape") as opened,
    ):
        members = _list_members(opened, budget, shown)
        names = decode_all([_read_raw_name(member) for member in members], names_encoding)
        earlier = journal.go_on(identify(archive), target)
        rest = members[len(earlier) :]
        limits.check_room(sum(member.size for member in rest), target, len(rest))
        named = [(member, name.replace("\\", "/") or NAMELESS) for member, name in zip(members, names, strict=True)]
        return extract_each(named, partial(_extract, opened, target), target, earlier, journal, progress, cancel)


@contextmanager
def _convert_damage(shown: str) -> Iterator[None]:
    try:
        yield
    except (*_DAMAGE, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise InputError(
            N_("{file} is no tar with files in it, or a damaged one. Pack or download it again."), file=shown
        ) from error


@contextmanager
def _open_plain(
    archive: Path | IO[bytes], kind: ArchiveKind, target: Path, budget: Budget, shown: str, cancel: CancelToken
) -> Iterator[IO[bytes]]:
    if kind == "tar":
        with archive.open("rb") if isinstance(archive, Path) else _keep_open(archive) as file:
            yield file
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    path = files.temporary_path(target.parent)
    try:
        with files.disk_errors(path), _open_packed(archive, kind, shown) as packed, path.open("xb") as plain:
            _inflate(packed, plain, budget, shown, cancel)
        with path.open("rb") as file:
            yield file
    finally:
        path.unlink(missing_ok=True)


def _open_packed(archive: Path | IO[bytes], kind: ArchiveKind, shown: str) -> AbstractContextManager[IO[bytes]]:
    if kind == "7z":
        return open_as_tar(archive, shown)
    opened: AbstractContextManager[IO[bytes]] = _OPENERS[kind](archive, "rb")
    return opened


@contextmanager
def _keep_open(file: IO[bytes]) -> Iterator[IO[bytes]]:
    file.seek(0)
    yield file


def _inflate(packed: IO[bytes], plain: IO[bytes], budget: Budget, shown: str, cancel: CancelToken) -> None:
    written = 0
    while piece := packed.read(_CHUNK):
        cancel.raise_if_cancelled()
        written += len(piece)
        limits.check_unpacked(0, budget.unpacked + written, budget.packed, shown)
        plain.write(piece)


def _list_members(opened: tarfile.TarFile, budget: Budget, shown: str) -> list[tarfile.TarInfo]:
    """Every member but folders; asks after each whether there are too many, since a tar says so nowhere."""
    members: list[tarfile.TarInfo] = []
    for member in opened:
        if not member.isdir():
            members.append(member)
            limits.check_unpacked(budget.count + len(members), 0, budget.packed, shown)
    budget.spend(len(members), sum(member.size for member in members), shown)
    return members


def _read_raw_name(member: tarfile.TarInfo) -> bytes:
    return member.name.encode("utf-8", "surrogateescape")


def _extract(opened: tarfile.TarFile, target: Path, member: tarfile.TarInfo, name: str) -> None:
    if is_left_behind(name):
        return
    check_name(name)
    if member.issym() or member.islnk():
        raise Refused("link", N_("{file} is a link in the archive. Pack the picture itself."))
    if not member.isreg():
        raise Refused("unreadable", N_("{file} is a device or a pipe in the archive. Pack pictures only."))

    def unpack() -> IO[bytes]:
        packed = opened.extractfile(member)
        assert packed is not None, "it is a regular file"
        return packed

    try:
        write_member(target, name, unpack)
    except _DAMAGE as error:
        raise Refused("unreadable", N_("{file} is cut short in the archive. Pack the archive again.")) from error
