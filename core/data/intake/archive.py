"""Unpack a zip that nobody vouches for: nothing outside the target, nothing huge, nothing lost without a word."""

import errno
import os
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from core import files
from core.cancel import NEVER, CancelToken
from core.data.index import Record
from core.data.intake import limits
from core.data.intake.member_names import guess_encoding, read_unicode_path
from core.data.intake.walk import MOST_LEVELS, TOO_DEEP, is_skipped
from core.errors import InputError
from core.i18n import N_, Message
from core.parallel import Progress, tell

_ENCRYPTED = 0x1
_IS_UTF8 = 0x800
_CHUNK = 1 << 20
_NAMELESS = "nameless"  # what a damaged directory left without a name
_DRIVE = re.compile(r"^[A-Za-z]:")
# NotImplementedError is of a version, a flag or a method that no ordinary zip has
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
_NAME_TROUBLE = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}


@dataclass(frozen=True)
class _Entry:
    info: zipfile.ZipInfo
    name: str  # with forward slashes


class _Refused(Exception):  # noqa: N818 - carries a problem to where problems are collected
    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text


def extract(
    archive: Path | IO[bytes],
    target: Path,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
    *,
    names_encoding: str | None = None,
) -> list[Record]:
    """Unpack a zip under `target`.

    Returns:
        what was left out and why: names that lead outside, links, damaged members. Files that systems leave behind
        (`__MACOSX`, `.DS_Store`, ...) are left out without a word.

    Raises:
        InputError: it is no zip, has a password, or would unpack to more than the limits.
        Cancelled: `cancel` asked for it.

    """
    shown = str(getattr(archive, "name", archive)).rsplit("/", 1)[-1]
    with ExitStack() as stack:
        with _convert_directory_errors(shown):
            opened = stack.enter_context(zipfile.ZipFile(archive))
            entries = _list_entries(opened)
        _check_open(entries, shown)
        unpacked = sum(entry.info.file_size for entry in entries)
        limits.check_unpacked(len(entries), unpacked, _measure_size(archive), shown)
        limits.check_room(unpacked, target)
        return _extract_all(opened, entries, target, progress, cancel)


@contextmanager
def _convert_directory_errors(shown: str) -> Iterator[None]:
    try:
        yield
    except (*_DAMAGE, UnicodeDecodeError) as error:
        raise InputError(
            N_("{file} is no zip, or a damaged one. Pack or download it again; unpack other archives first."),
            file=shown,
        ) from error


def _extract_all(
    opened: zipfile.ZipFile,
    entries: Sequence[_Entry],
    target: Path,
    progress: Progress | None,
    cancel: CancelToken,
) -> list[Record]:
    problems = []
    for done, entry in enumerate(entries, 1):
        cancel.raise_if_cancelled()
        try:
            _extract(opened, entry, target)
        except _Refused as refused:
            problem = Record(path=entry.name, label=None)
            problems.append(problem.refuse(refused.kind, Message(refused.text, {"file": entry.name})))
        tell(progress, done, len(entries))
    return problems


def _extract(opened: zipfile.ZipFile, entry: _Entry, target: Path) -> None:
    _check_entry(entry)
    path = target / entry.name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _copy(opened, entry.info, path)
    except _DAMAGE as error:
        raise _Refused("unreadable", N_("{file} is damaged inside the zip. Pack the zip again.")) from error
    except OSError as error:
        if error.errno in _NAME_TROUBLE:
            text = N_("{file} cannot have this name: it is too long, or occurs twice in the zip. Rename it.")
            raise _Refused("bad_name", text) from error
        with files.disk_errors(path):
            raise


def _copy(opened: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> None:
    """Write one member; `zipfile` gives no more than the declared size, whatever is packed."""
    with path.open("xb") as file:
        try:
            with opened.open(info) as packed:
                shutil.copyfileobj(packed, file, _CHUNK)
        except BaseException:
            path.unlink()
            raise


def _check_entry(entry: _Entry) -> None:
    parts = entry.name.split("/")
    if entry.name.startswith("/") or _DRIVE.match(entry.name) or ".." in parts or "\0" in entry.name:
        raise _Refused("unsafe_name", N_("{file} leads out of the zip's own folder. Pack the zip without such paths."))
    if len(parts) > MOST_LEVELS:
        raise _Refused("bad_name", TOO_DEEP)
    if stat.S_ISLNK(entry.info.external_attr >> 16):
        raise _Refused("link", N_("{file} is a link in the zip. Pack the picture itself."))
    if entry.info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # the other methods can unpack a megabyte to gigabytes in memory at once
        raise _Refused("unreadable", N_("{file} is packed by a rare method. Pack it as an ordinary zip (deflate)."))


def _is_left_behind(name: str) -> bool:
    return any(is_skipped(part) for part in name.split("/") if part.strip("."))


def _list_entries(opened: zipfile.ZipFile) -> list[_Entry]:
    infos = [info for info in opened.infolist() if not info.filename.endswith("/")]
    encoding = guess_encoding([_read_raw_name(info) for info in infos if not info.flag_bits & _IS_UTF8])
    entries = [_Entry(info, _decode_name(info, encoding)) for info in infos]
    return [entry for entry in entries if not _is_left_behind(entry.name)]


def _read_raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("cp437")


def _decode_name(info: zipfile.ZipInfo, encoding: str) -> str:
    if info.flag_bits & _IS_UTF8:
        name = info.filename
    else:
        raw = _read_raw_name(info)
        name = read_unicode_path(info.extra, raw) or raw.decode(encoding)
    return name.replace("\\", "/") or _NAMELESS


def _measure_size(archive: Path | IO[bytes]) -> int:
    if isinstance(archive, Path):
        return archive.stat().st_size
    return archive.seek(0, os.SEEK_END)


def _check_open(entries: Sequence[_Entry], shown: str) -> None:
    if any(entry.info.flag_bits & _ENCRYPTED for entry in entries):
        raise InputError(N_("{file} has a password. Unpack it and add the folder, or pack it without one."), file=shown)
