"""What a guest may open who has not signed in."""

import pytest

from pages.navigation import list_hosted_screens, list_screens
from pages.server.hosting import entrance
from pages.shared import visitor
from tests.core.hosting.hosts import make_guest, make_host, make_person

OF_PEOPLE = {"datasets", "instant", "train", "design", "search", "runs", "compare", "export", "classes"}
SCREENS = {"", *(path.split("/")[-2] for path in (*list_screens(), *list_hosted_screens()))}


@pytest.fixture
def may_open(monkeypatch):
    def list_open(who, guests):
        monkeypatch.setattr(visitor, "current", lambda: who)
        host = make_host(guests=guests)
        return {screen for screen in SCREENS if entrance.may_open(screen, host)}

    return list_open


def test_who_has_not_signed_in_looks_and_makes_nothing(may_open):
    guest = make_guest("1")
    assert may_open(guest, "look") == SCREENS - OF_PEOPLE
    assert may_open(guest, "train") == SCREENS
    assert may_open(guest, "none") == {"shared"}


def test_who_has_signed_in_may_open_all(may_open):
    assert may_open(make_person("ann"), "none") == SCREENS
