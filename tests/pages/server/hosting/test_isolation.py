"""Whoever asks as the wrong person sees nothing of another's: pages, addresses, files, sessions."""

import pytest

from tests import hosted_walk
from tests.browser.hosted.hosted_app import hosted_app
from tests.hosted_walk import ask, knock, list_pages, list_queries, open_page, settle, walk


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
    for person in people:
        sent, _session = open_page(app, person, "datasets", {"dataset": hosted_walk.SHARED_DATASET})
        assert person.mark.encode() in sent
        sent, _session = open_page(app, person, "evaluate", {"run": person.run})
        assert person.mark.encode() in sent


def test_files_and_sessions_are_their_owners_alone(app, people):
    ann, ben = people
    assert [*knock(app, wrong=ben, victim=ann)] == []


def test_the_pages_with_most_to_show_show_nothing_of_another(app, people, site):
    ann, ben = people
    queries = [*list_queries(ann)[:1], *list_queries(ann)[-2:]]
    assert [*walk(app, ben, ann, ["datasets", "train", "evaluate"], queries, [str(site)])] == []


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
    leaks = [*walk(app, ben, ann, list_pages(), list_queries(ann), [str(site)])]
    assert leaks == []
