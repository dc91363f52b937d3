"""Prometheus reads figures at an address of their own, and they name nobody."""

from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from core import ledger, workspace
from core.hosting import owners
from tests.browser.hosted.hosted_app import hosted_app
from tests.browser.running_app import free_port
from tests.core.hosting.hosts import make_host, make_person
from tests.hosted_walk import ask, make_headers
from tests.pages.server.visit import Visitor


@pytest.fixture
def figures(home):
    """The figures by name, while somebody has a page open, and the owner who has trained today."""
    ann, port = make_person("ann"), free_port()
    theirs = owners.settle(ann, make_host())
    with workspace.using(theirs):
        ledger.add(ann.owner, "training", "run", 90.0)
        (theirs.root / "file").write_bytes(bytes(5000))
    with hosted_app(home, FIGURES=f"127.0.0.1:{port}") as app, Visitor(app, headers=make_headers("one")) as visitor:
        visitor.run()
        ask(app, "/media/0123.png")
        text = urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30).read().decode()
        assert b"glassbox_sessions" not in ask(app, "/metrics")[1]
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found[sample.name, *sample.labels.values()] = sample.value
    return found, text, ann.owner


def test_they_say_how_much_and_never_whose(figures):
    found, text, owner = figures
    assert found["glassbox_sessions",] == 1
    assert found["glassbox_training_seconds_today",] == 90
    assert found["glassbox_stored_bytes",] >= 5000
    assert found["glassbox_refused_total", "media"] == 1
    assert owner not in text
    assert "ann" not in text
