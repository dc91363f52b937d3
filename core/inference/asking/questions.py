"""The pictures that paths and uploads stand for: a picture itself, all that lie in a folder, all that a zip holds.

    questions = list_questions([Given("holiday.zip", path), ...], Room())

Whatever cannot be used is a question with its problem, so that it becomes a row that says why.
"""

import io
import weakref
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePath

from core import files, workspace
from core.cancel import NEVER, CancelToken
from core.data.intake import limits
from core.data.intake.archives.archive_kind import strip_ending
from core.data.intake.archives.unpacking import unpack
from core.data.intake.walk import is_folder, walk
from core.errors import InputError
from core.i18n import N_, Message
from core.inference.predict import Question

EMPTY = N_("{name} has no files in it. Choose another one.")


@dataclass(frozen=True)
class Given:
    """A picture, a folder or an archive, and what it is called where it came from."""

    name: str
    source: Path | bytes


class _NamedFile(io.BufferedReader):
    """A file that is called otherwise than on the disk; of an upload in memory too."""

    def __init__(self, source: Path | bytes, name: str) -> None:
        super().__init__(io.FileIO(source) if isinstance(source, Path) else io.BytesIO(source))
        self._name = name

    @property
    def name(self) -> str:
        return self._name


def is_archive(name: str) -> bool:
    """Whether a file of that name is unpacked."""
    return strip_ending(name) != name


class Room:
    """A folder for what archives hold: made when the first one is unpacked, removed with this object."""

    def __init__(self) -> None:
        self._archives = 0

    @cached_property
    def _folder(self) -> Path:
        parent = workspace.current().jobs
        limits.check_room(0, parent)
        files.sweep(parent)
        folder = files.temporary_path(parent)
        weakref.finalize(self, files.remove, folder)
        return folder

    def choose_folder(self) -> Path:
        """Where to unpack the next archive; not there yet."""
        self._archives += 1
        return self._folder / str(self._archives)


def list_questions(given: Sequence[Given], room: Room, cancel: CancelToken = NEVER) -> list[Question]:
    """The pictures of all of these in their order, each under a name of its own; archives are unpacked into `room`.

    Raises:
        Cancelled: `cancel` asked for it.

    """
    return name_apart([question for one in given for question in expand(one, room, cancel)])


def expand(given: Given, room: Room, cancel: CancelToken = NEVER) -> list[Question]:
    """The pictures of one of them, which may be called the same; raises Cancelled as `list_questions` does."""
    if isinstance(given.source, Path) and is_folder(given.source):
        listed = _list_folder(given.source, given.name)
        return [question for one in listed for question in _open_archive(one, room, cancel)]
    if is_archive(given.name):
        return _unpack(given.source, given.name, room, cancel)
    return [Question(given.name, given.source)]


def _open_archive(question: Question, room: Room, cancel: CancelToken) -> list[Question]:
    """What an archive in a folder holds; anything else as it is."""
    if question.problem is None and is_archive(question.name):
        return _unpack(question.source, question.name, room, cancel)
    return [question]


def _list_folder(folder: Path, shown: str) -> Iterator[Question]:
    entries = list(walk(folder))
    if not entries:
        yield Question(shown, b"", Message(EMPTY, {"name": shown}))
    for entry in entries:
        name = str(PurePath(shown) / entry.path.relative_to(folder))
        yield Question(name, entry.path, Message(entry.trouble, {"file": name}) if entry.trouble else None)


def _unpack(archive: Path | bytes, shown: str, room: Room, cancel: CancelToken) -> list[Question]:
    try:
        folder = room.choose_folder()
        with _NamedFile(archive, shown) as file:
            refused = unpack(file, folder, cancel=cancel)
    except InputError as error:
        return [Question(shown, b"", error.message)]
    except OSError:
        return [Question(shown, archive)]  # reading it says what is wrong
    problems = [Question(f"{shown}/{one.path}", b"", one.reason) for one in refused if one.kind != "unpacked"]
    has_files = folder.exists() and any(True for _entry in walk(folder))
    return [*(_list_folder(folder, shown) if has_files or not problems else ()), *problems]


def name_apart(questions: Sequence[Question]) -> list[Question]:
    """The same with different names: the second `photo.jpg` becomes `photo (2).jpg`."""
    taken, tried, named = set[str](), Counter[str](), list[Question]()
    for question in questions:
        name = question.name
        while name in taken:
            tried[question.name] += 1
            name = _number(question.name, 1 + tried[question.name])
        taken.add(name)
        named.append(replace(question, name=name))
    return named


def _number(name: str, number: int) -> str:
    path = PurePath(name)
    return str(path.with_name(f"{path.stem} ({number}){path.suffix}")) if path.name else f"{name} ({number})"
