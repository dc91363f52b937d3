"""What is deleted leaves nothing: no file, no name of one, no byte of one, no place in the queue, no link."""

import os
import time

import pytest

from core import ledger, workspace
from core.data.intake import adding
from core.errors import InputError
from core.hosting import owners, retention, shares
from core.jobs import queue
from core.networks.design.starts import STARTS
from core.runs import folder
from core.specs.designs.store import save_design
from core.specs.training_spec import TrainingSpec
from tests.core.data.pictures import fill
from tests.core.hosting.hosts import make_guest, make_host, make_person

HOUR = 3600


def settle(visitor, host, mark, source):
    """A workspace with a dataset, a waiting run and a link, whose names have the mark."""
    theirs = owners.settle(visitor, host)
    with workspace.using(theirs):
        for number, label in enumerate(("cat", "dog")):
            fill(source / f"{mark}-{label}", 6, first=100 * number)
        (source / f"{mark}-cat" / f"{mark}.jpg").write_bytes(next((source / f"{mark}-cat").iterdir()).read_bytes())
        with pytest.MonkeyPatch.context() as patch:  # a folder of this machine, which no hosted page offers
            patch.setattr("core.quota.Quota.check_place", lambda quota, path: None)
            adding.add(source, f"{mark} pets", copy=True)
        run = folder.create(TrainingSpec(dataset=f"{mark} pets"))
        with queue.lock() as line:
            line.put(run)
        shares.give("dataset", f"{mark} pets", days=30)
        ledger.add(theirs.owner, "training", run.run_id, 5.0)
    return theirs


def list_traces(home, *signs):
    """Every path below the home that has one of the signs in its name or its bytes."""
    found = []
    for path in home.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if any(sign in str(path.relative_to(home)) or sign.encode() in content for sign in signs):
            found.append(path.relative_to(home).as_posix())
    return found


@pytest.fixture
def both(home, tmp_path, monkeypatch):
    monkeypatch.setattr(queue, "count_slots", lambda lane: 0)  # nothing is started here
    host = make_host(guests="train")
    guest = settle(make_guest("1", "a1"), host, "annsmark", tmp_path / "one")
    other = settle(make_person("ben"), host, "bensmark", tmp_path / "two")
    return host, guest, other


def test_the_signs_are_there_to_be_found(both, home):
    assert len(list_traces(home, "annsmark")) > 5


def test_a_guests_things_are_deleted_after_a_day_and_nobody_elses(both, home):
    host, guest, other = both
    for theirs in (guest, other):
        os.utime(theirs.root / owners.SEEN, (time.time() - 25 * HOUR,) * 2)
    before = list_traces(home, "bensmark")
    done = retention.sweep(host)
    assert done.owners == (guest.owner,)
    left = list_traces(home, "annsmark", guest.owner)
    assert [path for path in left if not path.startswith("ledger/")] == []
    assert list_traces(home, "bensmark") == before


def test_what_was_taken_today_is_remembered_until_tomorrow(both, home):
    _host, guest, _other = both
    retention.erase(guest.owner)
    with workspace.using(workspace.local()):
        assert ledger.total(guest.owner, "training") == 5.0
    for day in (home / "ledger").glob("????-??-??"):
        day.rename(day.with_name("2020-01-01"))
    retention.sweep(make_host())
    assert list_traces(home, "annsmark", guest.owner) == []


def test_a_guest_who_has_made_nothing_is_forgotten_after_an_hour(both):
    host, guest, _other = both
    empty = owners.settle(make_guest("looked once"), host)
    assert retention.sweep(host).owners == ()
    for theirs in (guest, empty):
        os.utime(theirs.root / owners.SEEN, (time.time() - 2 * HOUR,) * 2)
    assert retention.sweep(host).owners == (empty.owner,)


def test_whoever_has_kept_a_design_has_made_something(both):
    host, _guest, _other = both
    theirs = owners.settle(make_guest("designs"), host)
    with workspace.using(theirs):
        save_design(STARTS["compact"].build())
    os.utime(theirs.root / owners.SEEN, (time.time() - 2 * HOUR,) * 2)
    assert retention.sweep(host).owners == ()


def test_who_was_here_is_kept(both):
    host, _guest, _other = both
    assert retention.sweep(host).owners == ()


def test_people_are_kept_for_as_long_as_the_host_says(both):
    _host, _guest, other = both
    os.utime(other.root / owners.SEEN, (time.time() - 30 * HOUR,) * 2)
    assert other.owner not in retention.sweep(make_host()).owners
    assert other.owner in retention.sweep(make_host(keep={"people": 24})).owners


def test_a_deletion_that_was_cut_off_is_finished(home):
    left = home / owners.OWNERS / ".removed-p1-5" / "datasets"
    left.mkdir(parents=True)
    retention.sweep(make_host())
    assert not left.parent.exists()


def test_an_erased_owners_links_show_nothing(both):
    _host, guest, _other = both
    with workspace.using(guest):
        (link,) = shares.list_mine()
    retention.erase(guest.owner)
    with pytest.raises(InputError):
        shares.find(link.token)
