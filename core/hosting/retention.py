"""How long things are kept, and that nothing is left of what is deleted.

All that is an owner's lies in their workspace, so whoever is erased is erased with one folder; what else names them
goes too: their jobs' places in the queue, the links that they gave out, and the classes that they lead or are in. What
they took today stays in the ledger under their hash until tomorrow, so that deleting everything brings no new quota.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core import ledger, workspace
from core.errors import InputError
from core.hosting import classes, owners, shares
from core.hosting.owners import OwnerKind
from core.hosting.settings import HostSettings
from core.jobs import queue
from core.jobs.line.tickets import Ticket, read_waiting, read_working
from core.tasks import overview

HOUR = 3600.0
EMPTY_HOURS = 1.0  # after which a guest who has made nothing is forgotten: whoever looks once leaves no trace
KEPT = (
    "datasets",
    "designs",
    "drafts",
    "jobs",
    "models",
    "predictions",
    "runs",
)  # folders of a workspace with what was made
REMOVED = ".removed-*"


@dataclass(frozen=True)
class Swept:
    """Who was erased, how many links had ended, and how many bytes are free again."""

    owners: tuple[str, ...]
    links: int
    size: float


def read_hours(kind: OwnerKind, host: HostSettings) -> float | None:
    """After how many hours without a visit everything is deleted; None if never."""
    return (host.keep.guests if kind == "guest" else host.keep.people) or None


def sweep(host: HostSettings) -> Swept:
    """Delete what has been kept for long enough, and what a crash has left half deleted."""
    before = shutil.disk_usage(workspace.home()).free
    due = tuple(list_due(host))
    for owner in due:
        erase(owner)
    links = shares.forget_ended()
    classes.forget_ended()
    with workspace.using(workspace.local()):
        ledger.forget_old()
    for left in (workspace.home() / owners.OWNERS).glob(REMOVED):
        shutil.rmtree(left, ignore_errors=True)
    return Swept(due, links, max(0, shutil.disk_usage(workspace.home()).free - before))


def list_due(host: HostSettings) -> Iterator[str]:
    """The owners who were here last longer ago than their things are kept."""
    now = time.time()
    for owner in owners.list_owners():
        root = owners.find_workspace(owner).root
        record = owners.read_record(owner)
        kind = record.kind if record else "guest"
        hours = read_hours(kind, host)
        if kind == "guest" and hours is not None and _has_made_nothing(root):
            hours = min(hours, EMPTY_HOURS)
        seen = owners.read_seen(root) or (record.since if record else root.stat().st_mtime)
        if hours is not None and now - seen > hours * HOUR:
            yield owner


def _has_made_nothing(root: Path) -> bool:
    return not any(path.is_dir() for name in KEPT for path in (root / name).glob("*"))


def erase(owner: str) -> None:
    """Delete everything of an owner now: their work is stopped, and a worker whose folder is gone ends by itself."""
    theirs = owners.find_workspace(owner)
    with workspace.using(theirs):
        for job in overview.list_active():
            with suppress(InputError):
                overview.cancel(job)
        shares.forget_owner(owner)
        classes.forget_owner(owner)
        owners.erase(owner)
        with queue.lock() as line:
            for ticket in _list_tickets():
                if ticket.owner == owner:
                    line.take_out(ticket.job)
            line.start_next()


def _list_tickets() -> list[Ticket]:
    folder = workspace.current().queue
    return [*read_waiting(folder), *read_working(folder)]
