"""A link shows one thing until it ends or is taken back, and can neither be guessed nor taken over."""

import time

import pytest

from core import workspace
from core.errors import InputError
from core.hosting import owners, shares


@pytest.fixture
def ann():
    with workspace.using(owners.find_workspace("ann")) as theirs:
        yield theirs


def test_a_link_leads_to_the_thing_in_its_owners_workspace(ann):
    given = shares.give("model", "run-1", days=1)
    with workspace.using(owners.find_workspace("ben")):
        found = shares.find(given.token)
    assert (found.workspace, found.what, found.name) == (ann, "model", "run-1")
    assert len(given.token) == 32
    assert shares.give("model", "run-1", days=1).token != given.token


def test_it_ends(ann, monkeypatch):
    given = shares.give("run", "run-1", days=1)
    monkeypatch.setattr(time, "time", lambda: given.ends)
    with pytest.raises(InputError, match="has ended"):
        shares.find(given.token)
    assert shares.list_mine() == []
    assert shares.forget_ended() == 1


def test_only_its_owner_takes_it_back(ann):
    given = shares.give("dataset", "pets", days=1)
    with workspace.using(owners.find_workspace("ben")):
        shares.take_back(given.token)
        assert shares.list_mine() == []
    assert shares.find(given.token) == given
    shares.take_back(given.token)
    with pytest.raises(InputError):
        shares.find(given.token)


@pytest.mark.parametrize("token", ["", "x", "../../owners/ann/owner", "*", "a" * 100_000, "\0", "水"])
def test_a_guess_finds_nothing(ann, token):
    shares.give("run", "run-1", days=1)
    with pytest.raises(InputError, match="has ended"):
        shares.find(token)


def test_the_name_of_the_file_is_no_link(ann, home):
    shares.give("run", "run-1", days=1)
    (path,) = (home / shares.FOLDER).iterdir()
    with pytest.raises(InputError):
        shares.find(path.stem)


def test_nobody_gives_out_so_many_that_others_wait(ann, monkeypatch):
    monkeypatch.setattr(shares, "MOST", 2)
    first, _second = (shares.give("run", "run-1", days=1) for _ in range(2))
    with pytest.raises(InputError, match="2 links"):
        shares.give("run", "run-1", days=1)
    with workspace.using(owners.find_workspace("ben")):
        shares.give("run", "run-1", days=1)
    shares.take_back(first.token)
    shares.give("run", "run-1", days=1)
