"""Limits hold before anything is written, and what was taken is known after a crash."""

import os
from pathlib import Path

import pytest

from core import ledger, quota, workspace
from core.errors import InputError
from core.quota import MEGABYTE, Account, Limits, Quota
from core.workspace import Workspace


@pytest.fixture
def mine(tmp_path):
    here = Workspace(tmp_path / "owners" / "me", tmp_path, "me")
    here.root.mkdir(parents=True)
    with workspace.using(here):
        yield here


def make_quota(**limits):
    return Quota(hosted=True, accounts=(Account(name="me", limits=Limits(**limits)),))


def test_bytes_that_are_kept_count(mine):
    (mine.root / "file").write_bytes(bytes(MEGABYTE - 400_000))
    one = make_quota(stored_mb=1)
    one.check_stored(400_000)
    with pytest.raises(InputError, match="0 MB of your 1 MB"):
        one.check_stored(400_001)


def test_a_file_that_others_have_too_counts_in_part(mine, tmp_path):
    other = tmp_path / "other"
    other.write_bytes(bytes(1000))
    os.link(other, mine.root / "file")
    assert quota.measure(mine.root).size == 500


def test_pictures_that_are_kept_count(mine):
    folder = mine.datasets / "pets" / "pictures" / "cat"
    folder.mkdir(parents=True)
    for number in range(3):
        (folder / f"{number}.jpg").touch()
    five = make_quota(pictures=5)
    five.check_stored(0, pictures=2)
    with pytest.raises(InputError, match="2 of your 5"):
        five.check_stored(0, pictures=3)
    two = make_quota(pictures=2)  # as a built-in dataset may leave it, or a limit that was lowered
    two.check_stored(0)
    with pytest.raises(InputError, match="1 more pictures are too many: 0 of your 2"):
        two.check_stored(0, pictures=1)


def test_an_upload_is_refused_by_what_was_sent_today(mine):
    day = make_quota(upload_mb=10, file_mb=6)
    with pytest.raises(InputError, match="a file may have 6 MB"):
        day.check_upload(6 * MEGABYTE + 1)
    day.check_upload(6 * MEGABYTE)
    day.record_upload("first", 6 * MEGABYTE)
    with pytest.raises(InputError, match="Today 4 MB more"):
        day.check_upload(4 * MEGABYTE + 1)
    day.check_upload(4 * MEGABYTE)


def test_minutes_add_up_over_runs_and_are_written_again_as_they_grow(mine):
    hour = make_quota(training_minutes=2)
    for seconds in (10, 20, 30):
        hour.record_training("one", seconds)
    hour.record_training("two", 59)
    hour.check_minutes()
    assert hour.minutes_left() == pytest.approx(1 / 60)
    hour.record_training("two", 1)
    with pytest.raises(InputError, match="2 minutes"):
        hour.check_training(epochs=1)


def test_the_strictest_account_counts_and_each_is_charged(mine):
    accounts = (
        Account(name="me", limits=Limits(training_minutes=9)),
        Account(name="us", limits=Limits(training_minutes=5)),
    )
    both = Quota(hosted=True, accounts=accounts)
    ledger.add("us", "training", "of another", 240)
    both.record_training("mine", 30)
    assert (ledger.total("me", "training"), ledger.total("us", "training")) == (30, 270)
    assert both.minutes_left() == pytest.approx(0.5)


def test_deleting_ones_things_gives_no_minutes_back(mine):
    made = make_quota(training_minutes=1)
    made.record_training("run", 61)
    for path in [*mine.root.rglob("*")][::-1]:
        path.rmdir() if path.is_dir() else path.unlink()
    with pytest.raises(InputError):
        made.check_minutes()


def test_the_day_before_yesterday_is_forgotten(mine):
    old = mine.site / "ledger" / "2020-01-01" / "me" / "training"
    old.mkdir(parents=True)
    ledger.add("me", "training", "run", 5)
    ledger.forget_old()
    assert not old.exists()
    assert ledger.total("me", "training") == 5


def test_where_every_owner_has_a_quota_one_without_may_nothing(mine, monkeypatch):
    assert quota.current() == Quota()
    monkeypatch.setenv("GLASSBOX_HOSTED", "1")
    with pytest.raises(InputError, match="deleted meanwhile"):
        quota.current()
    with workspace.using(workspace.local()):
        assert quota.current() == Quota()


def test_a_damaged_quota_is_not_taken_for_none(mine):
    (mine.root / quota.FILE).write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        quota.current()


@pytest.mark.parametrize("path", ["/", "/etc/passwd", "{root}/../other/datasets", "{root}-other", "{site}/queue"])
def test_on_somebody_elses_machine_only_ones_own_workspace_is_read(mine, path):
    where = Path(path.format(root=mine.root, site=mine.site))
    with pytest.raises(InputError, match="cannot be used here"):
        make_quota().check_place(where)
    quota.Quota().check_place(where)
    make_quota().check_place(mine.root / "jobs" / "x")


def test_a_link_does_not_lead_out_of_the_workspace(mine):
    (mine.root / "out").symlink_to("/etc")
    with pytest.raises(InputError):
        make_quota().check_place(mine.root / "out" / "passwd")
