"""What an owner may take of the machine; where nobody signs in there is no limit, and no file that says one.

The host writes each owner's quota into their workspace (`core.hosting.owners`), where pages and workers alike find it.

    quota.current().check_training(epochs=20, image_size=96)
    quota.current().check_stored(more_bytes)
"""

import math
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from core import ledger, workspace
from core.errors import InputError
from core.files import read_json
from core.i18n import N_

FILE = "quota.json"
MEGABYTE = 2**20  # as Streamlit counts the bytes of an upload, and `core.units` those on screen
MISSING = N_("Your workspace was deleted meanwhile. Reload the page to begin a new one.")
DAMAGED = N_("What you may use of this server cannot be read. Sign out and in again, or tell who runs it.")
NO_ROOM = N_(
    "This needs {more} MB, and {left} MB of your {most} MB are left. Delete what you no longer need, then try again."
)
TOO_MANY_PICTURES = N_("{count} more pictures are too many: {left} of your {most} are left. Take fewer of them.")
ELSEWHERE = N_("Folders and files of this server cannot be used here. Upload your pictures, or download what you made.")
TOO_LARGE = N_("The file has {size} MB; here a file may have {most} MB. Make it smaller, or divide it.")
TOO_MUCH_TODAY = N_("Today {left} MB more may be uploaded of {most} MB. Come back tomorrow, or take fewer pictures.")
TOO_MANY_JOBS = N_("You have {count} jobs at work or waiting, and here {most} may be. Wait for one, or cancel one.")
NO_MINUTES = N_("Your {most} minutes of training of today are used. Go on tomorrow; what has been trained is kept.")
NO_TRAINING = N_("Guests cannot train here. Sign in first.")
TOO_MANY_EPOCHS = N_("{asked} epochs are more than the {most} that a training may have here. Choose fewer.")
TOO_LARGE_IMAGES = N_("An image size of {asked} px is more than the {most} px allowed here. Choose a smaller one.")


class Limits(BaseModel):
    """The most that one may take of each; None is no limit. Uploads and minutes are of a day, in UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sessions: int | None = Field(None, ge=1)
    file_mb: int | None = Field(None, ge=1)
    upload_mb: int | None = Field(None, ge=0)
    stored_mb: int | None = Field(None, ge=0)
    pictures: int | None = Field(None, ge=0)
    jobs: int | None = Field(None, ge=0)
    training_minutes: float | None = Field(None, ge=0)
    epochs: int | None = Field(None, ge=1)
    image_size: int | None = Field(None, ge=32)


class Account(BaseModel):
    """Whose limits they are: an owner, or the address that guests come from."""

    model_config = ConfigDict(frozen=True)

    name: str
    limits: Limits


@dataclass(frozen=True)
class Stored:
    """What lies in a workspace: bytes, of a file with several links a share for each, and pictures."""

    size: float
    pictures: int


class Quota(BaseModel):
    """All limits of one owner, of which each holds; `hosted` says that the machine is somebody else's."""

    model_config = ConfigDict(frozen=True)

    hosted: bool = False
    accounts: tuple[Account, ...] = ()

    def check_stored(self, more: int, pictures: int = 0) -> None:
        """Whether so many more bytes and pictures may be kept; where none is added, it matters not how many there are.

        Raises:
            InputError: they may not.

        """
        most, most_pictures = self.least("stored_mb"), self.least("pictures")
        if most is None and most_pictures is None:
            return
        stored = measure(workspace.current().root)
        if most is not None and stored.size + more > most * MEGABYTE:
            left = max(0.0, most - stored.size / MEGABYTE)
            raise InputError(NO_ROOM, more=_round(more / MEGABYTE), left=math.floor(left), most=_round(most))
        if most_pictures is not None and pictures and stored.pictures + pictures > most_pictures:
            left = max(0, int(most_pictures) - stored.pictures)
            raise InputError(TOO_MANY_PICTURES, count=pictures, left=left, most=int(most_pictures))

    def check_place(self, path: Path) -> None:
        """Whether files may be read or written there: on somebody else's machine, in one's own workspace alone.

        Raises:
            InputError: they may not.

        """
        if self.hosted and not path.resolve().is_relative_to(workspace.current().root.resolve()):
            raise InputError(ELSEWHERE)

    def check_upload(self, size: int) -> None:
        """Whether a file of so many bytes may be sent, before any of it is received.

        Raises:
            InputError: it is too large, the day's bytes are used, or there is no room for it.

        """
        most = self.least("file_mb")
        if most is not None and size > most * MEGABYTE:
            raise InputError(TOO_LARGE, size=_round(size / MEGABYTE), most=_round(most))
        for account in self.accounts:
            limit = account.limits.upload_mb
            taken = ledger.total(account.name, "uploads") if limit is not None else 0.0
            if limit is not None and taken + size > limit * MEGABYTE:
                left = max(0, math.floor(limit - taken / MEGABYTE))
                raise InputError(TOO_MUCH_TODAY, left=left, most=limit)
        self.check_stored(size)

    def record_upload(self, key: str, size: int) -> None:
        for account in self.accounts:
            ledger.add(account.name, "uploads", key, size)

    def check_jobs(self, active: int) -> None:
        """Whether one more job may be asked for beside those that are at work or wait.

        Raises:
            InputError: there are too many.

        """
        most = self.least("jobs")
        if most is not None and active >= most:
            raise InputError(TOO_MANY_JOBS, count=active, most=int(most))

    def check_training(self, *, epochs: int | None = None, image_size: int | None = None) -> None:
        """Whether such a training may be started, or one be continued where neither is given.

        Raises:
            InputError: it asks for too much, or the minutes of the day are used.

        """
        self.check_minutes()
        for asked, name, text in ((epochs, "epochs", TOO_MANY_EPOCHS), (image_size, "image_size", TOO_LARGE_IMAGES)):
            most = self.least(name)
            if asked is not None and most is not None and asked > most:
                raise InputError(text, asked=asked, most=int(most))

    def check_minutes(self) -> None:
        """Whether minutes of training are left today.

        Raises:
            InputError: none are, or there never were any.

        """
        for account in self.accounts:
            most = account.limits.training_minutes
            if most is not None and ledger.total(account.name, "training") >= most * 60:
                raise InputError(NO_MINUTES, most=_round(most)) if most else InputError(NO_TRAINING)

    def record_training(self, key: str, seconds: float) -> None:
        """Write that the run of that name has worked for so many more seconds."""
        for account in self.accounts:
            ledger.add(account.name, "training", key, seconds)

    def minutes_left(self) -> float | None:
        """Of training, today; None without a limit."""
        left = [
            account.limits.training_minutes - ledger.total(account.name, "training") / 60
            for account in self.accounts
            if account.limits.training_minutes is not None
        ]
        return max(0.0, min(left)) if left else None

    def least(self, name: str) -> float | None:
        """The strictest of a limit's values; None without one."""
        limits = (getattr(account.limits, name) for account in self.accounts)
        return min((limit for limit in limits if limit is not None), default=None)


def current() -> Quota:
    """The quota of the current workspace.

    Raises:
        InputError: it cannot be read, or is missing where every owner has one.

    """
    mine = workspace.current()
    found = read_json(mine.root / FILE, Quota, DAMAGED)
    if found is None and workspace.is_hosted() and mine.owner != workspace.LOCAL:
        raise InputError(MISSING)
    return found or Quota()


def measure(root: Path) -> Stored:
    """What lies in a workspace; a file that several workspaces share by links counts in part in each."""
    size, pictures = 0.0, 0
    for folder, entry in _walk(root):
        with suppress(FileNotFoundError):  # removed meanwhile
            status = entry.stat(follow_symlinks=False)
            size += status.st_size / max(1, status.st_nlink)
            pictures += "pictures" in folder.parts
    return Stored(size, pictures)


def _walk(root: Path) -> Iterator[tuple[Path, "os.DirEntry[str]"]]:
    """Every file below, with its folder's path below the root."""
    todo = [root]
    while todo:
        folder = todo.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(Path(entry.path))
                    else:
                        yield folder.relative_to(root), entry
        except FileNotFoundError:  # removed meanwhile
            continue


def _round(number: float) -> str:
    return f"{number:.3g}" if number < 100 else f"{number:.0f}"
