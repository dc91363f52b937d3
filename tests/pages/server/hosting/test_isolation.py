"""Whoever asks as the wrong person sees nothing of another's: pages, addresses, files, sessions."""

import re
from pathlib import Path

import pytest

from tests import hosted_walk
from tests.addresses import list_names
from tests.browser.hosted.hosted_app import hosted_app
from tests.hosted_walk import (
    OF_NOBODY,
    OF_WORKSPACES,
    OFFER,
    ask,
    knock,
    list_queries,
    list_tour,
    list_visits,
    open_page,
    settle,
    walk,
)

CONCEPTS_FOLDER = Path(__file__).parents[4] / "pages" / "concepts"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return tmp_path_factory.mktemp("isolation") / "home"


@pytest.fixture(scope="module")
def people(site, tmp_path_factory):
    return [settle(site, tmp_path_factory.mktemp(mark), mark) for mark in ("annsmark", "bensmark")]


@pytest.fixture(scope="module")
def app(site, people):
    with hosted_app(site, GUESTS="train", LIMITS__GUEST__SESSIONS="50") as app:
        yield app


def test_what_is_looked_for_is_there_to_be_found(app, people):
    ann, _ben = people
    named = [(page, query) for page, query in list_tour(ann) if page not in ("", "export", "design")]
    ways = [*named, ("classes", {"code": ann.things.code})]
    assert [way for way in ways if ann.mark.encode() not in open_page(app, ann, *way)[0]] == []
    for way in (("families", {"network": f"design:{ann.things.design}"}), ("design", {})):
        assert ann.things.design.encode() in open_page(app, ann, *way)[0]
    assert OFFER.search(open_page(app, ann, "export", {"run": ann.run})[0])


def test_every_name_that_an_address_may_have_is_walked_or_is_of_nobody(people):
    asked = {name for query in list_queries(people[0]) for name in query}
    of_screens = {
        name for name, places in list_names().items() if not all(place.startswith("concepts/") for place in places)
    }
    assert of_screens - asked == OF_NOBODY


def test_whoever_has_a_link_sees_that_thing_and_nothing_else(app, people):
    ann, ben = people
    for what, link in ann.things.links.items():
        sent, _session = open_page(app, ben, "shared", {"link": link})
        assert (ann.mark.encode() in sent) == (what != "run")  # whose settings name no class
        assert b"until" in sent
        for page in ("datasets", "train", "predict"):
            assert ann.mark.encode() not in open_page(app, ben, page, {"link": link})[0]


def test_files_and_sessions_are_their_owners_alone(app, people):
    ann, ben = people
    assert [*knock(app, wrong=ben, victim=ann)] == []


def test_the_pages_with_most_to_show_show_nothing_of_another(app, people, site):
    ann, ben = people
    queries = [*list_queries(ann)[:1], *list_queries(ann)[-3:]]
    visits = [(page, query) for page in ("datasets", "train", "evaluate") for query in queries]
    assert [*walk(app, ben, ann, visits, [str(site)])] == []


def test_a_header_of_a_browsers_own_makes_nobody_another(app, people):
    ann, ben = people
    forged = {**ben.headers, "x-glassbox-visitor": f'{{"owner": "{ann.owner.workspace.owner}", "kind": "guest"}}'}
    ben.__class__.headers, kept = property(lambda self: forged), ben.__class__.headers
    try:
        sent, _session = open_page(app, ben, "datasets", {"dataset": hosted_walk.SHARED_DATASET})
    finally:
        ben.__class__.headers = kept
    assert ann.mark.encode() not in sent
    assert ben.mark.encode() in sent


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/_stcore/metrics", 404),
        ("/_stcore/agent/", 404),
        ("/media/0123456789abcdef.png", 404),
        ("/_glassbox/download/guess", 404),
        ("/_glassbox/live", 200),
        ("/_glassbox/ready", 200),
    ],
)
def test_strangers_are_told_nothing_but_that_the_server_lives(app, path, status):
    assert ask(app, path)[0] == status


@pytest.mark.slow
def test_every_page_and_every_address_as_the_wrong_person(app, people, site):
    ann, ben = people
    assert [*walk(app, ben, ann, list_visits(ann), [str(site)])] == []


def test_no_other_concept_reads_a_workspace():
    asks = re.compile(r"core\.(workspace|runs|data\.datasets|specs\.designs|inference\.models)")
    found = {path.parent.name for path in CONCEPTS_FOLDER.rglob("*.py") if asks.search(path.read_text())}
    assert found == OF_WORKSPACES
