"""The tickets of the queue: one file for each job that waits or works, under the site's `queue` folder."""

import hashlib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from core.files import none_if_damaged, read_json
from core.jobs.folder import JobFolder


class Ticket(BaseModel):
    """A job's place: `arrived` is in nanoseconds since the epoch of Unix; `turn` is explained in `order.py`."""

    model_config = ConfigDict(frozen=True)

    folder: Path
    root: Path
    owner: str
    lane: str
    arrived: int
    turn: int = 0

    @property
    def job(self) -> JobFolder:
        return JobFolder(self.folder)

    @property
    def waiting_name(self) -> str:
        return f"{self.arrived:019}-{make_key(self.job)}"

    @property
    def working_name(self) -> str:
        return make_key(self.job)


def make_key(job: JobFolder) -> str:
    """A name for a job's ticket that no job of another owner has."""
    return f"{job.job_id}-{hashlib.sha1(str(job.path).encode(), usedforsecurity=False).hexdigest()[:8]}"


def read_waiting(folder: Path) -> list[Ticket]:
    """The tickets of waiting jobs, unordered. A ticket's file never changes, so it is read once and cached."""
    found = map(_read_cached_ticket, _list_paths(folder / "waiting"))
    return [ticket for ticket in found if ticket]


def read_working(folder: Path) -> list[Ticket]:
    """The tickets of running jobs."""
    found = map(_read_ticket, _list_paths(folder / "working"))
    return [ticket for ticket in found if ticket]


def _list_paths(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if not path.name.startswith(".")]
    except FileNotFoundError:
        return []


@none_if_damaged
def _read_ticket(path: Path) -> Ticket | None:
    return read_json(path, Ticket)


@none_if_damaged
def _read_cached_ticket(path: Path) -> Ticket | None:
    try:
        return _read_once(path)
    except FileNotFoundError:
        return None


@lru_cache(maxsize=1024)
def _read_once(path: Path) -> Ticket:
    """Raises if there is none: `lru_cache` does not cache errors, so a ticket that comes back is found."""
    ticket = read_json(path, Ticket)
    if ticket is None:
        raise FileNotFoundError(path)
    return ticket
