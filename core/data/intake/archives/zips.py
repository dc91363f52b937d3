"""Unpack a zip that nobody vouches for: nothing outside the target, nothing huge, nothing lost without a word."""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from core.cancel import NEVER, CancelToken
from core.data.index import Record
from core.data.intake import limits
from core.data.intake.archives.journal import NO_JOURNAL, Journal
from core.data.intake.archives.member_names import check_encoding, guess_encoding, read_unicode_path
from core.data.intake.archives.members import (
    NAMELESS,
    Budget,
    Refused,
    check_name,
    extract_each,
    is_left_behind,
    write_member,
)
from core.errors import InputError
from core.i18n import N_
from core.parallel import Progress

PART = N_(
    "{file} is one part of an archive in several. Put all parts into one folder, unpack them, and add what comes out."
)
_ENCRYPTED = 0x1
_IS_UTF8 = 0x800
_END, _LONGEST_END = b"PK\x05\x06", 22 + 0xFFFF  # of the directory: its mark, and its bytes with the longest comment
_IN_ZIP64 = 0xFFFF
_IS_FOLDER = 0x10  # of the attributes that DOS has
# NotImplementedError is of a version, a flag or a method that no ordinary zip has
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


@dataclass(frozen=True)
class _Entry:
    info: zipfile.ZipInfo
    name: str  # with forward slashes


def extract(
    archive: Path | IO[bytes],
    target: Path,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
    *,
    names_encoding: str | None = None,
    budget: Budget | None = None,
    journal: Journal = NO_JOURNAL,
) -> list[Record]:
    """Unpack a zip under `target`, or go on with it where the journal says that it was interrupted.

    Returns:
        what was left out and why: names that lead outside, links, damaged members. Files that systems leave behind
        (`__MACOSX`, `.DS_Store`, ...) are left out without a word.

    Raises:
        InputError: it is no zip, has a password, or would unpack to more than the limits.
        Cancelled: `cancel` asked for it.

    """
    shown = str(getattr(archive, "name", archive)).rsplit("/", 1)[-1]
    with ExitStack() as stack:
        if _count_parts(archive) > 1:
            raise InputError(PART, file=shown)
        with _convert_directory_errors(shown):
            opened = stack.enter_context(zipfile.ZipFile(archive))
            entries = _list_entries(opened, names_encoding)
        _check_open(entries, shown)
        unpacked = sum(entry.info.file_size for entry in entries)
        (budget or Budget(measure_size(archive))).spend(len(entries), unpacked, shown)
        earlier = journal.go_on(identify(archive), target)
        rest = entries[len(earlier) :]
        limits.check_room(sum(entry.info.file_size for entry in rest), target, len(rest))
        members = [(entry, entry.name) for entry in entries]
        return extract_each(members, partial(_extract, opened, target), target, earlier, journal, progress, cancel)


@contextmanager
def _convert_directory_errors(shown: str) -> Iterator[None]:
    try:
        yield
    except (*_DAMAGE, UnicodeDecodeError) as error:
        raise InputError(
            N_("{file} is no zip, or a damaged one. Pack or download it again; unpack other archives first."),
            file=shown,
        ) from error


def _count_parts(archive: Path | IO[bytes]) -> int:
    """Of how many parts this is the last, as the end of the directory says; `zipfile` takes a part for the whole."""
    with archive.open("rb") if isinstance(archive, Path) else nullcontext(archive) as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _LONGEST_END))
        tail = file.read()
        file.seek(0)
    at = tail.rfind(_END)
    parts = int.from_bytes(tail[at + 4 : at + 6], "little") if at >= 0 else 0
    return 1 if parts == _IN_ZIP64 else parts + 1


def _extract(opened: zipfile.ZipFile, target: Path, entry: _Entry, name: str) -> None:
    """Write one member; `zipfile` gives no more than the declared size, whatever is packed."""
    _check_entry(entry)
    try:
        write_member(target, name, lambda: opened.open(entry.info))
    except _DAMAGE as error:
        raise Refused("unreadable", N_("{file} is damaged inside the zip. Pack the zip again.")) from error


def _check_entry(entry: _Entry) -> None:
    check_name(entry.name)
    if stat.S_ISLNK(entry.info.external_attr >> 16):
        raise Refused("link", N_("{file} is a link in the archive. Pack the picture itself."))
    if entry.info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # the other methods can unpack a megabyte to gigabytes in memory at once
        raise Refused("unreadable", N_("{file} is packed by a rare method. Pack it as an ordinary zip (deflate)."))


def _list_entries(opened: zipfile.ZipFile, names_encoding: str | None) -> list[_Entry]:
    """Every member but folders, and but what systems leave behind."""
    infos = opened.infolist()
    raws = [_read_raw_name(info) for info in infos if not info.flag_bits & _IS_UTF8]
    encoding = check_encoding(names_encoding) if names_encoding else guess_encoding(raws)
    entries = [_Entry(info, _decode_name(info, encoding)) for info in infos]
    above = {entry.name.rpartition("/")[0] for entry in entries}
    return [entry for entry in entries if not (_is_folder(entry, above) or is_left_behind(entry.name))]


def _is_folder(entry: _Entry, above: set[str]) -> bool:
    """Whether it stands for a folder; not all programs end its name with a slash."""
    if entry.name.endswith("/"):
        return True
    attributes = entry.info.external_attr
    marked = attributes & _IS_FOLDER or stat.S_ISDIR(attributes >> 16)
    return not entry.info.file_size and bool(marked or entry.name in above)


def _read_raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("cp437")


def _decode_name(info: zipfile.ZipInfo, encoding: str) -> str:
    if info.flag_bits & _IS_UTF8:
        name = info.filename
    else:
        raw = _read_raw_name(info)
        name = read_unicode_path(info.extra, raw) or raw.decode(encoding, "replace")
    return name.replace("\\", "/") or NAMELESS


def measure_size(archive: Path | IO[bytes]) -> int:
    if isinstance(archive, Path):
        return archive.stat().st_size
    return archive.seek(0, os.SEEK_END)


def identify(archive: Path | IO[bytes]) -> str:
    """What tells an archive from another one in its place."""
    changed = archive.stat().st_mtime_ns if isinstance(archive, Path) else 0
    return f"{measure_size(archive)} {changed}"


def _check_open(entries: Sequence[_Entry], shown: str) -> None:
    if any(entry.info.flag_bits & _ENCRYPTED for entry in entries):
        raise InputError(N_("{file} has a password. Unpack it and add the folder, or pack it without one."), file=shown)
