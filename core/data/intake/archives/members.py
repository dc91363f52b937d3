"""What holds for a member of any archive: where it may lie, what it may be called, what is said if it is refused."""

import errno
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import IO, TypeVar

from core import files
from core.cancel import CancelToken
from core.data.index import Record
from core.data.intake import limits
from core.data.intake.archives.journal import Journal
from core.data.intake.walk import MOST_LEVELS, TOO_DEEP, is_skipped
from core.i18n import N_, Message
from core.parallel import Progress, tell

Member = TypeVar("Member")

NAMELESS = "nameless"  # what a damaged directory left without a name
_CHUNK = 1 << 20
_DRIVE = re.compile(r"^[A-Za-z]:")
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # signs that turn the direction of a line
_NAME_TROUBLE = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}


class Refused(Exception):  # noqa: N818 - carries a problem to where problems are collected
    """A member is not used; `text` says why and may name it as `{file}`."""

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text

    def record(self, name: str) -> Record:
        shown = "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in name)
        return Record(path=shown, label=None).refuse(self.kind, Message(self.text, {"file": shown}))


class Budget:
    """How much an archive and all that lie in it may unpack to, by the size of the outermost."""

    def __init__(self, packed: int) -> None:
        self.packed, self.count, self.unpacked = packed, 0, 0

    def spend(self, count: int, unpacked: int, shown: str) -> None:
        """Take so much for the archive called `shown`.

        Raises:
            InputError: there is not as much; nothing is taken.

        """
        limits.check_unpacked(self.count + count, self.unpacked + unpacked, self.packed, shown)
        self.take(count, unpacked)

    def take(self, count: int, unpacked: int) -> None:
        """Take what was asked for once before."""
        self.count += count
        self.unpacked += unpacked


def check_name(name: str) -> None:
    """Raise Refused if a member, named with forward slashes, leads outside or would deceive a reader."""
    parts = name.split("/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in parts or "\0" in name:
        raise Refused("unsafe_name", N_("{file} leads out of the archive's own folder. Pack it without such paths."))
    if any(sign in _TURNING or unicodedata.category(sign) == "Cc" for sign in name):
        raise Refused("bad_name", N_("{file} has invisible signs in its name that mislead a reader. Rename it."))
    if len(parts) > MOST_LEVELS:
        raise Refused("bad_name", TOO_DEEP)


def is_left_behind(name: str) -> bool:
    """Whether systems leave this file, or a folder above it, behind."""
    return any(is_skipped(part) for part in name.split("/") if part.strip("."))


def extract_each(
    members: Sequence[tuple[Member, str]],
    extract: Callable[[Member, str], None],
    root: Path,
    earlier: Sequence[Record | None],
    journal: Journal,
    progress: Progress | None,
    cancel: CancelToken,
) -> list[Record]:
    """Extract the members, each with its name, and return what was left out and why.

    Args:
        members: all of them.
        extract: writes one, or raises Refused.
        root: the folder in which it does.
        earlier: what became of the first ones when the archive was unpacked before and that was interrupted.
        journal: told what becomes of each of the others.
        progress: called with (done, total).
        cancel: asked between members.

    Raises:
        Cancelled: `cancel` asked for it.

    """
    problems = [problem for problem in earlier if problem]
    if earlier:
        tell(progress, len(earlier), len(members))
        _remove_next(root, [name for _, name in members], len(earlier))
    for done, (member, name) in enumerate(members[len(earlier) :], len(earlier) + 1):
        cancel.raise_if_cancelled()
        problem = _try(extract, member, name)
        problems += [problem] if problem else []
        journal.tell_member(problem)
        tell(progress, done, len(members))
    return problems


def _remove_next(root: Path, names: Sequence[str], done: int) -> None:
    """Remove the first member that is not done, if any: it may have been written before the journal could tell so."""
    if done == len(names):
        return
    path = root / names[done]
    with suppress(Refused, OSError):
        check_name(names[done])
        if path not in {root / name for name in names[:done]}:
            path.unlink()


def _try(extract: Callable[[Member, str], None], member: Member, name: str) -> Record | None:
    try:
        extract(member, name)
    except Refused as refused:
        return refused.record(name)
    return None


def write_member(root: Path, name: str, unpack: Callable[[], AbstractContextManager[IO[bytes]]]) -> None:
    """Write a new file below `root` under a name that was checked; it is there as a whole or not at all.

    Raises:
        Refused: the name is taken, or none that the disk has.
        InputError: the disk is full or may not be written.

    """
    path = root / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        _write(root, path, unpack)
    except OSError as error:
        if error.errno in _NAME_TROUBLE:
            text = N_("{file} cannot have this name: it is too long, or occurs twice in the archive. Rename it.")
            raise Refused("bad_name", text) from error
        with files.disk_errors(path):
            raise


def _write(root: Path, path: Path, unpack: Callable[[], AbstractContextManager[IO[bytes]]]) -> None:
    """Write it beside all others first, and bring it to its place when it is whole."""
    half = files.temporary_path(root)
    try:
        with half.open("xb") as file, unpack() as packed:
            shutil.copyfileobj(packed, file, _CHUNK)
        half.rename(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
