"""Unpack an archive of any kind that is read, and the archives that lie in it, each in its place."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from core.cancel import NEVER, CancelToken
from core.data.index import Record
from core.data.intake.archives import tars, zips
from core.data.intake.archives.archive_kind import (
    find_kind,
    is_inner_archive,
    is_of_a_program,
    is_part,
    read_head,
    strip_ending,
)
from core.data.intake.archives.journal import NO_JOURNAL, Inner, Journal
from core.data.intake.archives.members import Budget
from core.data.intake.archives.sevens import NOT_READ
from core.data.pixels.sniff import looks_like_a_picture, name_unsupported_format
from core.errors import InputError
from core.i18n import N_, Message
from core.parallel import Progress

MOST_NESTED = 3  # archives in one another
UNPACKED_KIND = "unpacked"
UNPACKED = N_("{file} lay in the archive and was unpacked in its place.")
ONE_PICTURE = N_("{file} is a single picture. Add a folder, or an archive, with a folder of pictures for each class.")
OTHER = N_("{file} is {format}, and no archive of pictures. Save its pictures as files, one folder for each class.")
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
    _check_is_archive(archive, shown)
    budget = Budget(zips.measure_size(archive))
    problems = _unpack_one(archive, target, budget, shown, progress, cancel, names_encoding, journal)
    return [*problems, *_unpack_inner(target, budget, cancel, names_encoding, journal)]


def _check_is_archive(archive: Path | IO[bytes], shown: str) -> None:
    """Say what a file is that people take for an archive of pictures and that is none."""
    head = read_head(archive)
    if is_part(shown, head):
        raise InputError(zips.PART, file=shown)
    if looks_like_a_picture(head):
        raise InputError(ONE_PICTURE, file=shown)
    kind = find_kind(archive)
    other = Path(shown).suffix.lstrip(".").upper() if is_of_a_program(shown) else name_unsupported_format(head)
    if other and (kind is None or is_of_a_program(shown)):
        raise InputError(OTHER, file=shown, format=other)


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
    target: Path, budget: Budget, cancel: CancelToken, names_encoding: str | None, journal: Journal
) -> list[Record]:
    """Unpack the archives below the target, and those that come out of them; each has a journal."""
    problems: list[Record] = []
    waiting = [(inner, 1) for inner in _plan_inner(target, target, journal)]
    for number, (inner, level) in enumerate(waiting):  # which grows
        if level >= MOST_NESTED:
            problems.append(_refuse(inner.path, Message(TOO_NESTED, {"file": inner.path})))
            continue
        own = journal.open_inner(number)
        if (found := own.find_all()) is None:
            found = _unpack_in_place(target, inner, budget, cancel, names_encoding, own)
        else:
            budget.take(*own.find_spent())
        problems += found
        if found[-1].kind == UNPACKED_KIND:
            (target / inner.path).unlink(missing_ok=True)
            waiting += [(each, level + 1) for each in _plan_inner(target / inner.folder, target, own)]
    return problems


def _unpack_in_place(
    target: Path, inner: Inner, budget: Budget, cancel: CancelToken, names_encoding: str | None, journal: Journal
) -> list[Record]:
    """Unpack an archive that came out of one; the last record says whether it was, or why not."""
    before = budget.count, budget.unpacked
    try:
        found = _unpack_one(
            target / inner.path, target / inner.folder, budget, inner.path, None, cancel, names_encoding, journal
        )
        problems = [replace(one, path=f"{inner.folder}/{one.path}") for one in found]
        unpacked = Record(path=inner.path, label=None).refuse(UNPACKED_KIND, Message(UNPACKED, {"file": inner.path}))
        problems.append(unpacked)
    except InputError as error:
        problems = [_refuse(inner.path, error.message)]
    journal.tell_all(problems, (budget.count - before[0], budget.unpacked - before[1]))
    return problems


def _plan_inner(folder: Path, target: Path, journal: Journal) -> Sequence[Inner]:
    """The archives below a folder, each with the folder beside it for what is in it, which is told to the journal."""
    if (known := journal.find_inner()) is not None:
        return known
    planned: dict[Path, Path] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and is_inner_archive(path)):
        into = path.with_name(strip_ending(path.name))
        taken = into.exists() or into in planned.values()
        planned[path] = path.with_name(f"{path.name} unpacked") if taken else into
    found = [Inner(*(one.relative_to(target).as_posix() for one in each)) for each in planned.items()]
    if found:
        journal.tell_inner(found)
    return found


def _refuse(name: str, reason: Message) -> Record:
    return Record(path=name, label=None).refuse("unreadable", reason)
