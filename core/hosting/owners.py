"""Owners of a hosted server, and the workspace of each: `owners/<owner>` in the host's home.

A person's owner is a hash of the provider and of the name that it has for them, so that it says nothing of them; a
guest's is that of the number in their cookie. A site's secret is in the hash of an address, which could be guessed.
"""

import hashlib
import hmac
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from core import ledger, workspace
from core.errors import InputError
from core.files import disk_errors, none_if_damaged, read_json, write_json
from core.hosting.settings import HostSettings
from core.i18n import N_
from core.quota import FILE as QUOTA
from core.quota import Account, Limits, Quota, measure
from core.workspace import Workspace

OWNERS, RECORD, SEEN = "owners", "owner.json", "seen"
SIGNS = 32  # of a hash, 128 bits
UNKNOWN = N_("There is no owner {owner} here. `admin owners` lists them.")
SEEN_EVERY = 60.0  # seconds

OwnerKind = Literal["person", "guest"]


class Visitor(BaseModel):
    """Who asks: the owner of what they make, and what the provider calls them; `address` is the hash of a guest's."""

    model_config = ConfigDict(frozen=True)

    owner: str
    kind: OwnerKind
    name: str = ""
    email: str = ""
    address: str = ""


class OwnerRecord(BaseModel):
    """`owner.json`: what the host knows of an owner; `limits` are those that they alone have."""

    model_config = ConfigDict(frozen=True)

    owner: str
    kind: OwnerKind
    name: str = ""
    email: str = ""
    since: float
    limits: Limits | None = None


def name_person(issuer: str, subject: str) -> str:
    """The owner of the person whom this provider knows by that name."""
    return "p" + _hash(f"{issuer}\0{subject}")


def name_guest(number: str) -> str:
    """The owner of the guest with this number in their cookie."""
    return "g" + _hash(number)


def name_address(address: str, secret: str) -> str:
    """The account that all guests of this address share."""
    return "a" + hmac.new(secret.encode(), address.encode(), hashlib.sha256).hexdigest()[:SIGNS]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:SIGNS]


def find_workspace(owner: str) -> Workspace:
    """The workspace of an owner, whether there is anything in it or not."""
    site = workspace.home()
    return Workspace(site / OWNERS / owner, site, owner)


def settle(visitor: Visitor, settings: HostSettings) -> Workspace:
    """The workspace of a visitor, with their record and their quota as the host has them now."""
    theirs = find_workspace(visitor.owner)
    with disk_errors(theirs.root):
        theirs.root.mkdir(parents=True, exist_ok=True)
    record = read_record(visitor.owner) or OwnerRecord(owner=visitor.owner, kind=visitor.kind, since=time.time())
    wanted = record.model_copy(update={"name": visitor.name, "email": visitor.email})
    if wanted != record or not (theirs.root / RECORD).exists():
        write_json(theirs.root / RECORD, wanted)
    _write_quota(theirs, build_quota(visitor, wanted, settings))
    mark_seen(theirs)
    return theirs


def build_quota(visitor: Visitor, record: OwnerRecord, settings: HostSettings) -> Quota:
    """What this visitor may take: the limits of their kind, or their own, and as a guest those of their address."""
    limits = settings.limits.person if visitor.kind == "person" else settings.limits.guest
    if visitor.kind == "guest" and settings.guests != "train":
        limits = limits.model_copy(update={"training_minutes": 0.0})
    if record.limits:
        limits = limits.model_copy(update=record.limits.model_dump(exclude_none=True))
    accounts = [Account(name=visitor.owner, limits=limits)]
    if visitor.address:
        accounts.append(Account(name=visitor.address, limits=settings.limits.address, shared=True))
    return Quota(hosted=True, accounts=tuple(accounts))


def read_quota(visitor: Visitor, settings: HostSettings) -> Quota:
    """The same of a visitor whose record is on the disk, or who has none yet."""
    nobody = OwnerRecord(owner=visitor.owner, kind=visitor.kind, since=0.0)
    return build_quota(visitor, read_record(visitor.owner) or nobody, settings)


def _write_quota(theirs: Workspace, quota: Quota) -> None:
    path = theirs.root / QUOTA
    if none_if_damaged(lambda: read_json(path, Quota))() == quota:
        return
    write_json(path, quota)
    with workspace.using(theirs):
        ledger.let_go(theirs.owner)  # of the address that they came from before
        mine = measure(theirs.root)
        for account in quota.accounts:
            account.hold(mine)


def is_settled(owner: str) -> bool:
    """Whether the owner's workspace has its quota; one that was just erased has none."""
    return (find_workspace(owner).root / QUOTA).exists()


def mark_seen(theirs: Workspace) -> None:
    """Keep when this owner was here last, to the minute."""
    path = theirs.root / SEEN
    if time.time() - read_seen(theirs.root) > SEEN_EVERY:
        with suppress(OSError):
            path.touch()


def read_seen(root: Path) -> float:
    """When the owner of this workspace was here last; 0 if never."""
    with suppress(FileNotFoundError):
        return (root / SEEN).stat().st_mtime
    return 0.0


def list_owners() -> Iterator[str]:
    """All owners with a workspace here."""
    folder = workspace.home() / OWNERS
    if folder.is_dir():
        yield from sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@none_if_damaged
def read_record(owner: str) -> OwnerRecord | None:
    return read_json(find_workspace(owner).root / RECORD, OwnerRecord)


def find(owner: str) -> OwnerRecord:
    """The record of an owner, who may be named by the beginning of their name or by their e-mail address.

    Raises:
        InputError: nobody is called so, or several are.

    """
    records = [read_record(one) or OwnerRecord(owner=one, kind="guest", since=0.0) for one in list_owners()]
    meant = [record for record in records if owner and (record.owner.startswith(owner) or record.email == owner)]
    if len(meant) != 1:
        raise InputError(UNKNOWN, owner=owner)
    return meant[0]


def set_limits(owner: str, limits: Limits | None) -> OwnerRecord:
    """Give an owner limits of their own, or those of everybody again; they hold from the next page that they open."""
    record = find(owner).model_copy(update={"limits": limits})
    write_json(find_workspace(record.owner).root / RECORD, record)
    return record


def erase(owner: str) -> None:
    """Remove the workspace of an owner, with all that is in it; in one step, so that nobody finds half of it."""
    root = find_workspace(owner).root
    doomed = root.with_name(f".removed-{owner}-{time.time_ns()}")
    with suppress(FileNotFoundError), disk_errors(root):
        root.rename(doomed)
    with workspace.using(workspace.local()):
        ledger.let_go(owner)
    shutil.rmtree(doomed, ignore_errors=True)
