"""Unpack an archive of any kind that is read, and the archives that lie in it, each in its place."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from core.cancel import NEVER, CancelToken
from core.data.index import Record
from core.data.intake.archives import tars, zips
from core.data.intake.archives.archive_kind import find_kind, is_inner_archive, strip_ending
from core.data.intake.archives.journal import NO_JOURNAL, Journal
from core.data.intake.archives.members import Budget
from core.data.intake.archives.sevens import NOT_READ
from core.errors import InputError
from core.i18n import N_, Message
from core.parallel import Progress

MOST_NESTED = 3  # archives in one another
UNPACKED = N_("{file} lay in the archive and was unpacked in its place.")
TOO_NESTED = N_("{file} lies in more than 3 archives in one another and is not unpacked. Unpack it yourself.")


def unpack(
    archive: Path | IO[bytes],
    target: Path,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
    *,
    names_encoding: str | None = None,
    journal: Journal = NO_JOURNAL,
) -> list[Record]:
    """Unpack a zip, a tar or a 7z under `target`, or go on with it where the journal says that it was interrupted.

    Returns:
        what was left out and why, and which archives were unpacked in their places.

    Raises:
        InputError: it is no archive that is read, has a password, or would unpack to more than the limits.
        Cancelled: `cancel` asked for it.

    """
    shown = str(getattr(archive, "name", archive)).rsplit("/", 1)[-1]
    budget = Budget(zips.measure_size(archive))
    problems = _unpack_one(archive, target, budget, shown, progress, cancel, names_encoding, journal)
    if inner := _list_archives(target):
        journal.tell_inner()
        problems += _unpack_inner(inner, target, budget, cancel, names_encoding)
    return problems


def _unpack_one(
    archive: Path | IO[bytes],
    target: Path,
    budget: Budget,
    shown: str,
    progress: Progress | None,
    cancel: CancelToken,
    names_encoding: str | None,
    journal: Journal = NO_JOURNAL,
) -> list[Record]:
    kind = find_kind(archive)
    if kind == "rar":
        raise InputError(NOT_READ, file=shown, kind=kind)
    if kind in (None, "zip"):
        return zips.extract(
            archive, target, progress, cancel, names_encoding=names_encoding, budget=budget, journal=journal
        )
    return tars.extract(
        archive, kind, target, budget, shown=shown, progress=progress, cancel=cancel, names_encoding=names_encoding,
        journal=journal,
    )  # fmt: skip


def _unpack_inner(
    inner: Sequence[Path], target: Path, budget: Budget, cancel: CancelToken, names_encoding: str | None
) -> list[Record]:
    problems: list[Record] = []
    waiting = [(path, 1) for path in inner]
    while waiting:
        path, level = waiting.pop(0)
        name = path.relative_to(target).as_posix()
        if level >= MOST_NESTED:
            problems.append(_refuse(name, Message(TOO_NESTED, {"file": name})))
            continue
        into = _find_free_folder(path)
        try:
            found = _unpack_one(path, into, budget, name, None, cancel, names_encoding)
        except InputError as error:
            problems.append(_refuse(name, error.message))
            continue
        path.unlink()
        inside = into.relative_to(target).as_posix()
        problems += [replace(one, path=f"{inside}/{one.path}") for one in found]
        problems.append(Record(path=name, label=None).refuse("unpacked", Message(UNPACKED, {"file": name})))
        waiting += [(each, level + 1) for each in _list_archives(into)]
    return problems


def _list_archives(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and is_inner_archive(path))


def _find_free_folder(path: Path) -> Path:
    """Where an archive is unpacked: beside it, under its name without the ending."""
    folder = path.with_name(strip_ending(path.name))
    return folder if not folder.exists() else path.with_name(f"{path.name} unpacked")


def _refuse(name: str, reason: Message) -> Record:
    return Record(path=name, label=None).refuse("unreadable", reason)
