"""A class: a teacher shares a dataset and a task, and sees everybody's runs on one board.

Whoever joins by the class's code gets the dataset into their own workspace, its pictures as links to the same files, so
that thirty copies take the room of one. The teacher sees the runs on that dataset and nothing else.
"""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from core import files, quota, workspace
from core.data import datasets, manifest
from core.data.manifest import PICTURES
from core.data.names import suggest_name
from core.errors import InputError
from core.hosting import owners
from core.hosting.owners import Visitor
from core.hosting.settings import HostSettings
from core.i18n import N_
from core.runs import folder
from core.runs.report import describe
from core.units import FORMULA_SIGNS

FOLDER, MEMBERS = "classes", "members"
CODE_BYTES = 9  # 72 random bits: too many to guess, few enough to write on a board
DAY = 86_400.0
MOST_MEMBERS = 200
MOST_LED = 50  # classes of one teacher at once
ENDED = N_("There is no class of that code, or it has ended. Ask your teacher for the code.")
FULL = N_("The class has {most} members, which is the most.")
TOO_MANY = N_("You lead {most} classes, which is the most. End one first.")


class Classroom(BaseModel):
    """A teacher's task for a class; `dataset` is in the teacher's workspace."""

    model_config = ConfigDict(frozen=True)

    code: str
    teacher: str
    title: str = Field(min_length=1, max_length=80)
    task: str = Field(max_length=2000)
    dataset: str
    created: float
    ends: float


class Member(BaseModel):
    """Who takes part, what they are called on the board, and what the dataset is called in their workspace."""

    model_config = ConfigDict(frozen=True)

    owner: str
    name: str
    dataset: str
    joined: float


@dataclass(frozen=True)
class BoardRow:
    """A run of a member, described as the command line does."""

    member: Member
    run: dict[str, Any]


def may_teach(visitor: Visitor, host: HostSettings) -> bool:
    """Whether the host lets this visitor begin a class."""
    if visitor.kind != "person" or host.teachers == "nobody":
        return False
    return host.teachers == "people" or visitor.email.casefold() in map(str.casefold, host.teachers)


def begin(title: str, task: str, dataset: str, days: float) -> Classroom:
    """A new class of the current owner, with a dataset of theirs.

    Raises:
        InputError: there is no such dataset, or there are too many classes already.

    """
    name, now = datasets.load(dataset).name, time.time()
    if sum(one.teacher == workspace.current().owner for one in list_mine()) >= MOST_LED:
        raise InputError(TOO_MANY, most=MOST_LED)
    classroom = Classroom(
        code=secrets.token_urlsafe(CODE_BYTES), teacher=workspace.current().owner, title=title.strip(),
        task=task.strip(), dataset=name, created=now, ends=now + days * DAY,
    )  # fmt: skip
    place = _find_folder(classroom.code)
    with files.disk_errors(place):
        (place / MEMBERS).mkdir(parents=True)
    files.write_json(place / "class.json", classroom)
    return classroom


def find(code: str) -> Classroom:
    """The class of that code.

    Raises:
        InputError: there is none, or it has ended.

    """
    found = _read(_find_folder(code))
    if found is None or found.code != code or found.ends <= time.time():
        raise InputError(ENDED)
    return found


def list_mine() -> list[Classroom]:
    """The classes that the current owner leads or is in, the newest first."""
    mine = workspace.current().owner
    found = [one for one in _list_all() if mine == one.teacher or find_member(one, mine)]
    return sorted((one for one in found if one.ends > time.time()), key=lambda one: one.created, reverse=True)


def join(classroom: Classroom, name: str) -> Member:
    """Have the current owner take part under that name, with the dataset in their workspace.

    Raises:
        InputError: the class is full, or there is no room for the dataset.

    """
    me = workspace.current().owner
    if member := find_member(classroom, me):
        return member
    if len(list_members(classroom)) >= MOST_MEMBERS:
        raise InputError(FULL, most=MOST_MEMBERS)
    with workspace.using(owners.find_workspace(classroom.teacher)):
        source = datasets.load(classroom.dataset).folder
    member = Member(owner=me, name=_clean_name(name) or me[:8], dataset=_take(source), joined=time.time())
    files.write_json(_find_member_file(classroom, me), member)
    return member


def leave(classroom: Classroom) -> None:
    """End the current owner's part in a class: its teacher sees none of their runs any more, which stay theirs."""
    _find_member_file(classroom, workspace.current().owner).unlink(missing_ok=True)


def _find_member_file(classroom: Classroom, owner: str) -> Path:
    return _find_folder(classroom.code) / MEMBERS / f"{owner}.json"


def _clean_name(name: str) -> str:
    """As it may stand in the teacher's table, which leaves as CSV: nothing that a spreadsheet would compute."""
    return name.strip().lstrip(FORMULA_SIGNS).strip()[:60]


def find_member(classroom: Classroom, owner: str) -> Member | None:
    return _read_member(_find_member_file(classroom, owner))


def list_members(classroom: Classroom) -> list[Member]:
    """Everybody who takes part, in the order in which they came."""
    found = map(_read_member, (_find_folder(classroom.code) / MEMBERS).glob("*.json"))
    return sorted((one for one in found if one), key=lambda one: one.joined)


def read_board(classroom: Classroom) -> list[BoardRow]:
    """All runs of all members on the class's dataset, for its teacher alone: the best test accuracy first.

    Raises:
        InputError: somebody else asks.

    """
    if workspace.current().owner != classroom.teacher:
        raise InputError(ENDED)
    rows = [BoardRow(member, run) for member in list_members(classroom) for run in _describe_runs(member)]
    return sorted(rows, key=lambda row: (-(_read_accuracy(row.run) or -1.0), row.run["created"]))


def close(classroom: Classroom) -> None:
    """End a class of the current owner; what its members have made is theirs."""
    if workspace.current().owner == classroom.teacher:
        files.remove(_find_folder(classroom.code))


def forget_owner(owner: str) -> None:
    """Remove the classes of an owner, and the owner from those of others."""
    for classroom in list(_list_all()):
        if classroom.teacher == owner:
            files.remove(_find_folder(classroom.code))
        else:
            _find_member_file(classroom, owner).unlink(missing_ok=True)


def forget_ended() -> None:
    for classroom in list(_list_all()):
        if classroom.ends <= time.time():
            files.remove(_find_folder(classroom.code))


def _describe_runs(member: Member) -> Iterator[dict[str, Any]]:
    with workspace.using(owners.find_workspace(member.owner)):
        for run in folder.list_runs():
            described = describe(run)
            if (described["spec"] or {}).get("dataset") == member.dataset:
                yield described


def _read_accuracy(run: dict[str, Any]) -> float | None:
    accuracy: float | None = (run["metrics"] or {}).get("accuracy")
    return accuracy


def _take(source: Path) -> str:
    """Bring a dataset into the current workspace: files that may be written are copied, pictures are linked."""
    quota.current().check_stored(round(quota.measure(source).size))
    parent = workspace.current().datasets
    name = suggest_name(source.name, datasets.list_names())
    with files.temporary_folder(parent) as place, files.disk_errors(parent):
        shutil.copytree(source, place / name, copy_function=_link_or_copy)
        manifest.write(place / name, manifest.load(place / name).model_copy(update={"name": name}))
        (place / name).rename(parent / name)
    return name


def _link_or_copy(source: str, target: str) -> None:
    if PICTURES in Path(source).parts:
        try:
            os.link(source, target)
        except OSError:  # another disk, or one without links
            shutil.copy2(source, target)
    else:
        shutil.copy2(source, target)


def _list_all() -> Iterator[Classroom]:
    place = workspace.home() / FOLDER
    for path in place.iterdir() if place.is_dir() else ():
        if found := _read(path):
            yield found


@files.none_if_damaged
def _read(place: Path) -> Classroom | None:
    return files.read_json(place / "class.json", Classroom)


@files.none_if_damaged
def _read_member(path: Path) -> Member | None:
    return files.read_json(path, Member)


def _find_folder(code: str) -> Path:
    return workspace.home() / FOLDER / hashlib.sha256(code.encode()).hexdigest()
