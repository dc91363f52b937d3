"""Who uses what of a hosted server, for whoever runs it."""

from collections.abc import Iterator
from dataclasses import dataclass

from core import ledger, workspace
from core.hosting import owners
from core.hosting.owners import OwnerRecord
from core.jobs.folder import list_folders
from core.quota import measure
from core.tasks import overview


@dataclass(frozen=True)
class Usage:
    """What one owner has and does; `seen` and times are seconds since the epoch of Unix, minutes and bytes of today."""

    record: OwnerRecord
    seen: float
    size: float
    pictures: int
    datasets: int
    runs: int
    jobs: int
    training_minutes: float
    uploaded: float


def list_usage() -> Iterator[Usage]:
    """Every owner's."""
    for owner in owners.list_owners():
        yield read_usage(owners.read_record(owner) or OwnerRecord(owner=owner, kind="guest", since=0.0))


def read_usage(record: OwnerRecord) -> Usage:
    """What an owner has and does now."""
    theirs = owners.find_workspace(record.owner)
    stored = measure(theirs.root)
    with workspace.using(theirs):
        return Usage(
            record=record,
            seen=owners.read_seen(theirs.root),
            size=stored.size,
            pictures=stored.pictures,
            datasets=len([path for path in theirs.datasets.iterdir() if not path.name.startswith(".")]),
            runs=len(list_folders(theirs.runs)),
            jobs=len(overview.list_work()),
            training_minutes=ledger.total(record.owner, "training") / 60,
            uploaded=ledger.total(record.owner, "uploads"),
        )
