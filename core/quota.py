"""What an owner may take of the machine; where nobody signs in there is no limit, and no file that says one.

The host writes each owner's quota into their workspace (`core.hosting.owners`), where pages and workers alike find it.

    quota.current().check_training(epochs=20, image_size=96)
    quota.current().check_stored(more_bytes)
"""

import math
import os
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from core import ledger, workspace
from core.errors import InputError
from core.files import read_json
from core.i18n import N_

FILE = "quota.json"
MEGABYTE = 2**20  # as Streamlit counts the bytes of an upload, and `core.units` those on screen
LATELY = 10.0  # seconds
MISSING = N_("Your workspace was deleted meanwhile. Reload the page to begin a new one.")
DAMAGED = N_("What you may use of this server cannot be read. Sign out and in again, or tell who runs it.")
NO_ROOM = N_(
    "This needs {more} MB, and {left} MB of your {most} MB are left. Delete what you no longer need, then try again."
)
TOO_MANY_PICTURES = N_("{count} more pictures are too many: {left} of your {most} are left. Take fewer of them.")
NO_ROOM_THERE = N_(
    "This needs {more} MB, and {left} MB of the {most} MB for all guests at your address are left. Sign in, or delete"
    " what you no longer need."
)
TOO_MANY_PICTURES_THERE = N_(
    "{count} more pictures are too many: {left} of the {most} for all guests at your address are left. Sign in, or take"
    " fewer of them."
)
TOO_MANY_THERE = N_(
    "Guests at your address have {count} jobs at work or waiting, and {most} may be. Sign in, or try again later."
)
ELSEWHERE = N_("Folders and files of this server cannot be used here. Upload your pictures, or download what you made.")
TOO_LARGE = N_("The file has {size} MB; here a file may have {most} MB. Make it smaller, or divide it.")
TOO_MUCH_TODAY = N_("Today {left} MB more may be uploaded of {most} MB. Come back tomorrow, or take fewer pictures.")
TOO_MANY_JOBS = N_("You have {count} jobs at work or waiting, and here {most} may be. Wait for one, or cancel one.")
NO_MINUTES = N_("Your {most} minutes of training of today are used. Go on tomorrow; what has been trained is kept.")
NO_TRAINING = N_("Guests cannot train here. Sign in first.")
TOO_MANY_EPOCHS = N_("{asked} epochs are more than the {most} that a training may have here. Choose fewer.")
TOO_LARGE_IMAGES = N_(
    "An image size of {asked} px is more than the {most} px allowed here. Choose a smaller one; of a pretrained"
    " network, whose size is fixed, train the head only."
)


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


@dataclass(frozen=True)
class Stored:
    """What lies in a workspace: bytes, of a file with several links a share for each, and pictures."""

    size: float
    pictures: int


class Account(BaseModel):
    """Whose limits they are: an owner, or the address that guests come from, who have it together."""

    model_config = ConfigDict(frozen=True)

    name: str
    limits: Limits
    shared: bool = False

    def list_owners(self) -> Collection[str]:
        """All who have it, the current owner among them."""
        others = ledger.read_held(self.name, "stored") if self.shared else ()
        return {*others, workspace.current().owner}

    def count_jobs(self, active: Collection[str]) -> int:
        """How many of the jobs are of those who have it."""
        if not active:
            return 0
        mine = self.list_owners()
        return sum(owner in mine for owner in active)

    def add_others(self, mine: Stored) -> Stored:
        """What the current owner has, and what those have beside it who share the account."""
        if not self.shared:
            return mine
        size, pictures = ledger.read_held(self.name, "stored"), ledger.read_held(self.name, "pictures")
        me = workspace.current().owner
        return Stored(
            mine.size + sum(value for owner, value in size.items() if owner != me),
            mine.pictures + int(sum(value for owner, value in pictures.items() if owner != me)),
        )

    def hold(self, mine: Stored) -> None:
        """Write what the current owner has, for those who share the account."""
        if self.shared:
            ledger.hold(self.name, "stored", workspace.current().owner, mine.size)
            ledger.hold(self.name, "pictures", workspace.current().owner, mine.pictures)


class Quota(BaseModel):
    """All limits of one owner, of which each holds; `hosted` says that the machine is somebody else's."""

    model_config = ConfigDict(frozen=True)

    hosted: bool = False
    accounts: tuple[Account, ...] = ()

    def check_stored(self, more: int, pictures: int = 0) -> None:
        """Whether so many more bytes and pictures may be kept; where none is added, it matters not how many there are.

        Whoever shares an account with this owner is told that they are there.

        Raises:
            InputError: they may not.

        """
        if self._limits_room():
            mine = measure(workspace.current().root)
            self._check_room(mine, more, pictures)
            for account in self.accounts:
                account.hold(Stored(mine.size + more, mine.pictures + pictures))

    def _limits_room(self) -> bool:
        return self.least("stored_mb") is not None or self.least("pictures") is not None

    def _check_room(self, mine: Stored, more: int, pictures: int) -> None:
        for account in self.accounts:
            _check_room(account, account.add_others(mine), more, pictures)

    def room_left(self, mine: Stored) -> tuple[float | None, int | None]:
        """How many more bytes and pictures may be kept by an owner who has those; None without a limit."""
        bytes_left, pictures_left = [], []
        for account in self.accounts:
            stored, limits = account.add_others(mine), account.limits
            if limits.stored_mb is not None:
                bytes_left.append(max(0.0, limits.stored_mb * MEGABYTE - stored.size))
            if limits.pictures is not None:
                pictures_left.append(max(0, limits.pictures - stored.pictures))
        return min(bytes_left, default=None), min(pictures_left, default=None)

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
        if self._limits_room():
            self._check_room(_measure_lately(workspace.current().root), size, 0)

    def record_upload(self, key: str, size: int) -> None:
        for account in self.accounts:
            ledger.add(account.name, "uploads", key, size)

    def check_jobs(self, active: Collection[str]) -> None:
        """Whether one more job may be asked for; `active` says of each that is at work or waits whose it is.

        Raises:
            InputError: there are too many.

        """
        for account in self.accounts:
            most = account.limits.jobs
            if most is not None and (count := account.count_jobs(active)) >= most:
                raise InputError(TOO_MANY_THERE if account.shared else TOO_MANY_JOBS, count=count, most=most)

    def jobs_left(self, active: Collection[str]) -> int | None:
        """How many more may be asked for; None without a limit."""
        left = [
            max(0, account.limits.jobs - account.count_jobs(active))
            for account in self.accounts
            if account.limits.jobs is not None
        ]
        return min(left, default=None)

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


def _check_room(account: Account, stored: Stored, more: int, pictures: int) -> None:
    limits, there = account.limits, account.shared
    if limits.stored_mb is not None and stored.size + more > limits.stored_mb * MEGABYTE:
        left = math.floor(max(0.0, limits.stored_mb - stored.size / MEGABYTE))
        text = NO_ROOM_THERE if there else NO_ROOM
        raise InputError(text, more=_round(more / MEGABYTE), left=left, most=_round(limits.stored_mb))
    if limits.pictures is not None and pictures and stored.pictures + pictures > limits.pictures:
        left = max(0, limits.pictures - stored.pictures)
        text = TOO_MANY_PICTURES_THERE if there else TOO_MANY_PICTURES
        raise InputError(text, count=pictures, left=left, most=limits.pictures)


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


def _measure_lately(root: Path) -> Stored:
    """The same, up to ten seconds old: a thousand files are sent one after the other, and are not kept yet."""
    return _measure_at(root, int(time.monotonic() / LATELY))


@lru_cache(maxsize=256)
def _measure_at(root: Path, _moment: int) -> Stored:
    return measure(root)


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
