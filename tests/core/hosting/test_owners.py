"""An owner is a hash of issuer and subject, and has a workspace with their own quota."""

import pytest

from core import quota, workspace
from core.errors import InputError
from core.hosting import owners
from core.hosting.owners import name_address, name_guest, name_person
from core.quota import Limits
from tests.core.hosting.hosts import make_guest, make_host, make_person


def test_an_owner_is_of_issuer_and_subject_and_says_neither():
    named = {name_person("https://a", "ann"), name_person("https://a", "ben"), name_person("https://b", "ann")}
    assert len(named) == 3
    assert not any("ann" in name for name in named)
    assert name_person("https://a", "ann") == name_person("https://a", "ann")
    assert name_person("ab", "c") != name_person("a", "bc")
    assert name_address("10.0.0.1", "one secret") != name_address("10.0.0.1", "another")


def test_each_has_a_workspace_of_their_own(home):
    ann, ben = (owners.settle(make_person(name), make_host()) for name in ("ann", "ben"))
    assert ann.site == ben.site == home.resolve()
    assert ann.root != ben.root
    assert not ann.root.is_relative_to(ben.root)


def test_a_quota_holds_for_whoever_works_in_the_workspace():
    theirs = owners.settle(make_guest("1", "a1"), make_host(guests="train"))
    with workspace.using(theirs):
        mine = quota.current()
        assert mine.hosted
        assert [account.name for account in mine.accounts] == [name_guest("1"), "a1"]
        with pytest.raises(InputError, match="Choose fewer"):
            mine.check_training(epochs=1000)
        mine.check_training(epochs=1)


def test_a_guest_does_not_train_where_the_host_does_not_say_so():
    theirs = owners.settle(make_guest("1"), make_host(guests="look"))
    with workspace.using(theirs), pytest.raises(InputError, match="Sign in"):
        quota.current().check_training(epochs=1)


def test_the_host_gives_an_owner_other_limits():
    host, ann = make_host(), make_person("ann")
    theirs = owners.settle(ann, host)
    owners.set_limits("ann@example.org", Limits(epochs=3))
    assert owners.settle(ann, host) == theirs
    with workspace.using(theirs):
        assert quota.current().least("epochs") == 3
        assert quota.current().least("jobs") == host.limits.person.jobs
        owners.set_limits(ann.owner[:8], None)
        owners.settle(ann, host)
        assert quota.current().least("epochs") == host.limits.person.epochs


def test_an_unknown_or_ambiguous_name_is_nobodys():
    for name in ("ann", "ben"):
        owners.settle(make_person(name), make_host())
    for name in ("", "p", "nobody@example.org"):
        with pytest.raises(InputError, match="no owner"):
            owners.find(name)


def test_what_is_erased_leaves_nothing(home):
    theirs = owners.settle(make_person("ann"), make_host())
    (theirs.datasets / "pets").mkdir()
    owners.erase(theirs.owner)
    assert list((home / "owners").iterdir()) == []


def test_where_nobody_signs_in_there_is_no_limit():
    assert quota.current() == quota.Quota()
    quota.current().check_training(epochs=1000, image_size=512)
    quota.current().check_stored(10**15)
    quota.current().check_jobs(["local"] * 1000)
