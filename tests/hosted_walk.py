"""Two people of a hosted server, and a walk over every page and address of it as the wrong one.

Used by the test of isolation and by `benchmarks/isolation.py`. Whatever belongs to one has a mark in its classes, its
file names and its settings; the ids, which the other knows, have none.
"""

import os
import re
from dataclasses import dataclass
from http.client import HTTPConnection
from unittest.mock import patch
from urllib.parse import urlencode

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.exceptions import ConnectionClosed

from core import workspace
from core.hosting.owners import name_guest
from pages.navigation import list_hosted_screens, list_screens
from pages.server.hosting.cookies import GUEST_COOKIE
from pages.shared.concept_screen.path import CONCEPTS
from tests.browser.hosted.hosted_app import SECRET
from tests.pages.belongings import IMPORTED, Belongings, furnish
from tests.pages.owners import Owner
from tests.pages.server.visit import Visitor

MEDIA = re.compile(rb"/media/[0-9a-f]+(?:\.\w+)?")
OFFER = re.compile(rb"/_glassbox/download/[\w-]{32}")
SHARED_DATASET = "pets"
OF_WORKSPACES = {"families"}  # concepts that show networks of one's own


@dataclass
class Person:
    """Somebody with a cookie, a workspace that is filled, and marks by which their things are known."""

    number: str
    owner: Owner
    run: str
    things: Belongings

    @property
    def headers(self):
        return make_headers(self.number)

    @property
    def mark(self):
        return self.owner.mark


def make_headers(number):
    """Those of the browser of a guest with this number."""
    return {"Cookie": f"{GUEST_COOKIE}={create_signed_value(SECRET, GUEST_COOKIE, number).decode()}"}


def settle(site, source, mark):
    """A person whose workspace has a dataset, a finished and evaluated run, and one of everything else."""
    number = f"number of {mark}"
    owner = Owner(site, mark)
    owner.workspace = workspace.Workspace(site / "owners" / name_guest(number), site, name_guest(number))
    run = owner.settle(source, first=1000 * len(mark) + 7 * sum(mark.encode()))  # of each, pictures of their own
    with patch.dict(os.environ, GLASSBOX_HOME=str(site)), workspace.using(owner.workspace):
        own = run.path.with_name(f"20260102-030405-article-{mark[:3]}-zzz999")  # an id that the other has not
        run.path.rename(own)
        return Person(number, owner, own.name, furnish(owner, SHARED_DATASET, own.name))


def list_pages():
    """The addresses of every screen, home first."""
    return ["", *(path.split("/")[-2] for path in (*list_screens(), *list_hosted_screens()))]


def list_queries(victim):
    """Every way in which an address names a thing, with things of the victim; where both have one of a name, by it."""
    run, things, owner = victim.run, victim.things, victim.owner.workspace.owner
    label, picture = f"{victim.mark}-cat", f"{victim.mark}-cat/0.png"
    return [
        {"run": run},
        {"runs": f"{run},{run}", "first": run, "second": run},
        {"dataset": SHARED_DATASET},
        {"dataset": SHARED_DATASET, "picture": picture, "class": f"={label}", "source": "samples"},
        {"run": run, "dataset": SHARED_DATASET, "sample": picture, "sample2": picture, "class": label},
        {
            "run": run,
            "view": "beside",
            "beside": "class",
            "dataset": SHARED_DATASET,
            "sample": picture,
            "class2": label,
        },
        {"true": label, "predicted": label, "positive": label, "dataset": SHARED_DATASET},
        {"run": IMPORTED, "run2": run, "view": "beside", "beside": "model", "dataset": SHARED_DATASET},
        {"run": things.export, "search": things.search},
        {"run": things.search, "search": things.export},
        {"draft": things.draft},
        {"network": f"design:{things.design}"},
        {"network": f"run:{run}"},
        {"link": "x" * 32, "code": "x" * 12},
        {"run": f"../../{owner}/runs/{run}"},
        {"dataset": f"../../{owner}/datasets/{SHARED_DATASET}"},
        {"draft": f"../../{owner}/drafts/{things.draft}", "search": f"../../{owner}/jobs/{things.search}"},
    ]


# Names in addresses whose values are numbers, or one of what the program itself offers.
OF_NOBODY = frozenset({
    "against", "architecture", "augmentation", "batch", "block", "changed", "classes", "column", "design",
    "epoch", "epochs", "example", "finding", "gallery", "image_size", "inside", "layer", "map", "method",
    "minutes", "numbers", "order", "page", "parallel", "reject", "row", "sample_from", "show", "size", "split",
    "strongest", "suspects_of_test", "threshold", "trainable", "trials",
})  # fmt: skip


def list_visits(victim):
    """Every screen with every query; a concept that reads nothing of a workspace, once with all names of them."""
    queries = list_queries(victim)
    named = {name: value for query in queries for name, value in query.items()}
    everything = {name: value for name, value in named.items() if victim.mark not in value}  # a page repeats it
    plain = {stop.address for stop in CONCEPTS} - OF_WORKSPACES
    for page in list_pages():
        for query in [everything] if page in plain else queries:
            yield page, query


def open_page(app, person, page, query=None):
    """All that a person's browser is sent for an address, as bytes, and the session's id."""
    with Visitor(app, page, urlencode(query or {}), headers=person.headers) as visitor:
        visitor.run()
        return b"\n".join(element.SerializeToString() for element in visitor.elements), visitor.session_id


def ask(app, path, *, method="GET", headers=None, body=None):
    """Status and body of one request."""
    connection = HTTPConnection("127.0.0.1", app.port, timeout=60)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def walk(app, wrong, victim, visits, homes):
    """Open pages with queries as the wrong person; yields what of the victim's, or of the host's, is sent."""
    owner, design = victim.owner.workspace.owner, victim.things.design
    signs = [victim.mark, owner, design, *homes]
    for page, query in visits:
        try:
            sent, _session = open_page(app, wrong, page, query)
        except ConnectionClosed as error:
            yield f"{page}?{urlencode(query)}: the server closed the connection ({error})"
            continue
        # A page repeats what it was asked for; no query that it does this of has the mark.
        asked = {sign for sign in (owner, design) if any(sign in value for value in query.values())}
        for sign in signs:
            if sign.encode() in sent and sign not in asked:
                yield f"{page}?{urlencode(query)} shows {sign}"


def list_tour(victim):
    """The pages, with their queries, on which somebody sees pictures and files of their own."""
    return [
        ("datasets", {"dataset": SHARED_DATASET}),
        ("datasets", {}),
        ("evaluate", {"run": victim.run, "dataset": SHARED_DATASET}),
        ("predict", {"run": victim.run, "source": "samples"}),
        ("train", {"run": victim.run}),
        ("export", {"run": victim.run}),
        ("instant", {"draft": victim.things.draft}),
        ("design", {}),
        ("search", {"search": victim.things.search}),
        ("", {}),
    ]


def knock(app, wrong, victim):
    """Ask for the victim's files and sessions as the wrong person; yields what was let through, and what was not
    let through to the victim."""
    for page, query in list_tour(victim):
        with Visitor(app, page, urlencode(query), headers=victim.headers) as theirs:
            theirs.run()
            sent = b"\n".join(element.SerializeToString() for element in theirs.elements)
            for address in sorted({*MEDIA.findall(sent), *OFFER.findall(sent)}):
                yield from _ask_for_file(app, address.decode(), wrong, victim)
    with Visitor(app, "datasets", urlencode({"dataset": SHARED_DATASET}), headers=victim.headers) as theirs:
        theirs.run()
        yield from _enter(app, theirs, wrong)


def _ask_for_file(app, address, wrong, victim):
    if ask(app, address, headers=victim.headers)[0] != 200:
        yield f"{address} is not sent to its owner"
    for headers in (wrong.headers, {}):
        if ask(app, address, headers=headers)[0] != 404:
            yield f"{address} is sent to another"


def _enter(app, theirs, wrong):
    """Into the victim's session, which is open."""
    (urls,) = theirs.addresses(["photo.png"])
    for method in ("PUT", "DELETE"):
        status, _body = ask(app, urls.upload_url, method=method, headers=wrong.headers, body=b"x" * 10)
        if status != 404:
            yield f"{method} into the session of another is answered {status}"
    with Visitor(app, "datasets", again=theirs.session_id, headers=wrong.headers) as taken:
        taken.run()
        if taken.session_id == theirs.session_id:
            yield "a session was taken over by its id"
