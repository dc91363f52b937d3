"""Links that show one thing to whoever has them: a run, a model, a dataset or a prediction, read-only, for a time.

A link is a token of 192 random bits; the file about it is named by the token's hash, so nobody gets at a link by a
guess or by the name of a file. What it shows is looked up in the workspace of whoever gave it, who can take it back.
"""

import hashlib
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from core import workspace
from core.errors import InputError
from core.files import disk_errors, none_if_damaged, read_json, write_json
from core.hosting import owners
from core.i18n import N_
from core.workspace import Workspace

FOLDER = "shares"
TOKEN_BYTES = 24
DAY = 86_400.0
DAYS = (1, 7, 30, 90)  # that a link may last
MOST = 200  # links of one owner at once: whoever looks for theirs reads all
ENDED = N_("This link does not show anything any more: it has ended, or was taken back. Ask for a new one.")
TOO_MANY = N_("You have given out {most} links, which is the most. Take one back on the account page first.")

What = Literal["run", "model", "dataset", "prediction"]


class Share(BaseModel):
    """One link: whose thing of which kind it shows, and until when; times are seconds since the epoch of Unix."""

    model_config = ConfigDict(frozen=True)

    token: str
    owner: str
    what: What
    name: str
    created: float
    ends: float

    @property
    def workspace(self) -> Workspace:
        """Where the thing lies."""
        return owners.find_workspace(self.owner)


def give(what: What, name: str, days: float) -> Share:
    """A new link to a thing of the current workspace.

    Raises:
        InputError: there are too many already.

    """
    if len(list_mine()) >= MOST:
        raise InputError(TOO_MANY, most=MOST)
    now = time.time()
    share = Share(
        token=secrets.token_urlsafe(TOKEN_BYTES), owner=workspace.current().owner, what=what, name=name, created=now,
        ends=now + days * DAY,
    )  # fmt: skip
    path = _find_path(share.token)
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, share)
    return share


def find(token: str) -> Share:
    """What a link shows.

    Raises:
        InputError: there is none of that token, or it has ended.

    """
    share = _read(_find_path(token))
    if share is None or share.token != token or share.ends <= time.time():
        raise InputError(ENDED)
    return share


def take_back(token: str) -> None:
    """End a link of the current workspace at once; one of another's, or none, is left alone."""
    share = _read(_find_path(token))
    if share is not None and share.owner == workspace.current().owner:
        _find_path(token).unlink(missing_ok=True)


def list_mine() -> list[Share]:
    """The links that the current workspace has given out and that have not ended, the newest first."""
    mine, now = workspace.current().owner, time.time()
    found = [share for share in _list_all() if share.owner == mine and share.ends > now]
    return sorted(found, key=lambda share: share.created, reverse=True)


def forget_owner(owner: str) -> None:
    """Remove all links that an owner has given out."""
    for share in _list_all():
        if share.owner == owner:
            _find_path(share.token).unlink(missing_ok=True)


def forget_ended() -> int:
    """Remove the links whose time is over; returns how many there were."""
    ended = [share for share in _list_all() if share.ends <= time.time()]
    for share in ended:
        _find_path(share.token).unlink(missing_ok=True)
    return len(ended)


def _list_all() -> Iterator[Share]:
    folder = workspace.home() / FOLDER
    for path in folder.glob("*.json") if folder.is_dir() else ():
        if share := _read(path):
            yield share


@none_if_damaged
def _read(path: Path) -> Share | None:
    return read_json(path, Share)


def _find_path(token: str) -> Path:
    return workspace.home() / FOLDER / f"{hashlib.sha256(token.encode()).hexdigest()}.json"
