"""The headers of a hosted server."""

import pytest

from pages.server.hosting.headers import build_headers
from tests.core.hosting.hosts import make_host


def read_policy(host):
    parts = build_headers(host)["content-security-policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


def test_scripts_come_from_the_server_and_nothing_is_evaluated():
    policy = read_policy(make_host())
    assert "'unsafe-eval'" not in policy["script-src"]
    assert policy["default-src"] == "'self'"
    assert not any("*" in value or "http:" in value for value in policy.values())


def test_no_page_frames_this_one_unless_the_host_names_it():
    alone, framed = make_host(), make_host(frames=["https://school.example.org"])
    assert read_policy(alone)["frame-ancestors"] == "'none'"
    assert build_headers(alone)["x-frame-options"] == "DENY"
    assert read_policy(framed)["frame-ancestors"] == "https://school.example.org"
    assert "x-frame-options" not in build_headers(framed)


@pytest.mark.parametrize(("address", "strict"), [("https://glass.example.org", True), ("http://localhost:1", False)])
def test_encryption_is_for_good_where_it_is_there(address, strict):
    headers = build_headers(make_host(address=address))
    assert ("strict-transport-security" in headers) == strict
    assert ("wss://" in headers["content-security-policy"]) == strict
