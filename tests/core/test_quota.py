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


def test_uploads_of_an_address_count_together(mine):
    accounts = (Account(name="me", limits=Limits(upload_mb=9)), Account(name="us", limits=Limits(upload_mb=4)))
    both = Quota(hosted=True, accounts=accounts)
    ledger.add("us", "uploads", "of another", 3 * MEGABYTE)
    with pytest.raises(InputError, match="Today 1 MB more may be uploaded of 4 MB"):
        both.check_upload(2 * MEGABYTE)
    both.check_upload(MEGABYTE)


def test_epochs_and_sizes_have_their_most(mine):
    small = make_quota(epochs=20, image_size=96)
    small.check_training(epochs=20, image_size=96)
    with pytest.raises(InputError, match="21 epochs are more than the 20"):
        small.check_training(epochs=21, image_size=96)
    with pytest.raises(InputError, match="97 px is more than the 96 px"):
        small.check_training(epochs=20, image_size=97)


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


@pytest.fixture
def guests(tmp_path):
    """The workspaces of two guests of one address, and the quota that each has there."""

    def allow(**limits):
        shared = Account(name="address", limits=Limits(**limits), shared=True)
        return {
            name: Quota(hosted=True, accounts=(Account(name=name, limits=Limits(stored_mb=9, jobs=9)), shared))
            for name in ("one", "two")
        }

    places = {name: Workspace(tmp_path / "owners" / name, tmp_path, name) for name in ("one", "two")}
    for place in places.values():
        place.root.mkdir(parents=True)
    return places, allow


def test_what_guests_of_one_address_keep_counts_together(guests):
    places, allow = guests
    quotas = allow(stored_mb=2, pictures=3)
    with workspace.using(places["one"]):
        quotas["one"].check_stored(3 * MEGABYTE // 2, pictures=2)
    with workspace.using(places["two"]):
        assert quotas["two"].room_left(quota.measure(places["two"].root)) == (MEGABYTE // 2, 1)
        with pytest.raises(InputError, match="0 MB of the 2 MB for all guests at your address"):
            quotas["two"].check_stored(MEGABYTE)
        with pytest.raises(InputError, match="1 of the 3 for all guests at your address"):
            quotas["two"].check_stored(10, pictures=2)
        quotas["two"].check_stored(MEGABYTE // 2, pictures=1)
    with workspace.using(places["one"]):
        quotas["one"].check_stored(MEGABYTE, pictures=1)  # nothing of one's own counts twice


def test_what_was_refused_is_not_held_against_the_others(guests):
    places, allow = guests
    quotas = allow(stored_mb=2)
    with workspace.using(places["one"]):
        with pytest.raises(InputError):
            quotas["one"].check_stored(3 * MEGABYTE)
        quotas["one"].check_upload(MEGABYTE)  # lies on the disk for as long as a page is open
    with workspace.using(places["two"]):
        quotas["two"].check_stored(2 * MEGABYTE)
        ledger.let_go("two")
        assert ledger.read_held("address", "stored") == {}


def test_jobs_of_guests_of_one_address_count_together(guests):
    places, allow = guests
    quotas = allow(jobs=3)
    for name, place in places.items():
        with workspace.using(place):
            quotas[name].check_stored(0)
    with workspace.using(places["one"]):
        active = ["two", "two", "somebody of elsewhere"]
        quotas["one"].check_jobs(active)
        assert quotas["one"].jobs_left(active) == 1
        with pytest.raises(InputError, match="Guests at your address have 3 jobs"):
            quotas["one"].check_jobs([*active, "one"])


def test_a_file_that_a_crash_has_left_half_written_counts_nothing(mine):
    ledger.add("me", "uploads", "first", 5)
    (first,) = mine.site.glob("ledger/*/me/uploads/first")
    first.with_name(".tmp-of-a-dead-process").write_text("7.000")
    assert ledger.total("me", "uploads") == 5


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
