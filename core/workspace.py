"""Whose data is meant, and where it lies: a workspace is what one owner has, a site what all owners of a machine share.

Like the language, the workspace is handed on and not passed as an argument: the command line and a person's own
machine have one at `$GLASSBOX_HOME`, a server asks the session with `follow`, and a thread or a worker gets it from
whoever starts it.

    workspace.current().runs                      # the folder of this owner's runs
    with workspace.using(theirs): ...             # everything inside is theirs
    Thread(target=workspace.carry(function))      # the thread works where its starter does
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from platformdirs import user_data_path

from core.files import disk_errors, not_writable

P = ParamSpec("P")
R = TypeVar("R")

LOCAL = "local"  # the owner of all data where nobody signs in
HOSTED = "GLASSBOX_HOSTED"  # set by `serve --hosted`, for the server and its workers


@dataclass(frozen=True)
class Workspace:
    """One owner's data under `root`; `site` holds what is no person's: pretrained networks, slots, measurements."""

    root: Path
    site: Path
    owner: str = LOCAL

    @property
    def datasets(self) -> Path:
        return _made(self.root / "datasets")

    @property
    def designs(self) -> Path:
        """Of networks: a folder a name, a file a version."""
        return self.root / "designs"

    @property
    def drafts(self) -> Path:
        return self.root / "drafts"

    @property
    def runs(self) -> Path:
        return _made(self.root / "runs")

    @property
    def models(self) -> Path:
        """Of those that were imported."""
        return self.root / "models"

    @property
    def jobs(self) -> Path:
        """Of all work that is no training."""
        return self.root / "jobs"

    @property
    def features(self) -> Path:
        """Of this owner's pictures: that a picture was seen before is known to its owner alone."""
        return self.root / "features"

    @property
    def recent(self) -> Path:
        """What was opened last."""
        return self.root / "recent"

    @property
    def backbones(self) -> Path:
        """Pretrained weights and their ONNX forms, the same for everybody."""
        return self.site / "backbones"

    @property
    def downloads(self) -> Path:
        """Published files on their way into a dataset, the same for everybody."""
        return self.site / "downloads"

    @property
    def queue(self) -> Path:
        """Who waits and who works, whoever it is for."""
        return self.site / "queue"


def home() -> Path:
    """`$GLASSBOX_HOME`, or this system's folder for a person's data.

    Raises:
        InputError: the variable leads nowhere: to the folder of an unknown person, or in a circle of links.

    """
    named = os.environ.get("GLASSBOX_HOME")
    if not named:
        return user_data_path("glassbox", appauthor=False)
    try:
        return _resolve(named, os.environ.get("HOME"))
    except RuntimeError as error:
        raise not_writable(named) from error


@lru_cache(maxsize=16)
def _resolve(named: str, of: str | None) -> Path:
    """Where the name leads, found once: a screen asks a hundred times. `of` is whose home `~` is."""
    return Path(named).expanduser().resolve()


def local() -> Workspace:
    """The workspace where nobody signs in: all of `home()`."""
    return Workspace(home(), home())


def is_hosted() -> bool:
    """Whether this process works for many owners, of whom each has a quota."""
    return os.environ.get(HOSTED) == "1"


_given: ContextVar[Workspace | None] = ContextVar("workspace", default=None)
_ask: Callable[[], Workspace] = local


def follow(ask: Callable[[], Workspace]) -> None:
    """From now on, where no workspace was handed on, take the one that `ask` returns at the moment of asking."""
    global _ask
    _ask = ask


def current() -> Workspace:
    """The workspace of whoever this is done for."""
    return _given.get() or _ask()


@contextmanager
def using(given: Workspace) -> Iterator[Workspace]:
    """Inside, everything is done for the owner of that workspace."""
    token = _given.set(given)
    try:
        yield given
    finally:
        _given.reset(token)


def carry(function: Callable[P, R]) -> Callable[P, R]:
    """The function, for another thread: it works in the workspace that is current now."""
    given = current()

    @wraps(function)
    def carried(*args: P.args, **kwargs: P.kwargs) -> R:
        with using(given):
            return function(*args, **kwargs)

    return carried


def _made(folder: Path) -> Path:
    try:
        with disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:  # some systems of files say that a folder is not there which they do not let make
        raise not_writable(folder) from error
    return folder
