"""Whose a request is: told by signed cookies alone, whatever else a browser sends."""

import asyncio
import json

import pytest
from streamlit import config
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from core.hosting.owners import name_guest, name_person
from core.hosting.streamlit_options import VISITOR_HEADER
from pages.server.hosting.cookies import GUEST_COOKIE
from pages.server.hosting.visitors import STATE, Visitors, find_address
from tests.core.hosting.hosts import ISSUER, SECRET, make_host

ANN = {"origin": "https://glass.example.org", "is_logged_in": True, "iss": ISSUER, "sub": "ann", "name": "Ann"}


@pytest.fixture(autouse=True)
def secret():
    before = config.get_option("server.cookieSecret")
    config.set_option("server.cookieSecret", SECRET)
    yield
    config.set_option("server.cookieSecret", before)


def sign(name, value, secret=SECRET):
    return f"{name}={create_signed_value(secret, name, value).decode()}"


def ask(cookie="", headers=(), kind="text/html", **scope):
    """The visitor that the app behind is told, and the headers of the answer."""
    seen = {}

    async def app(scope, receive, send):
        seen.update(scope)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind.encode())]})

    async def send(message):
        seen["sent"] = message["headers"]

    given = [(b"cookie", cookie.encode("latin-1"))] if cookie else []
    asked = {"type": "http", "headers": [*given, *headers], "client": ("10.1.2.3", 1), "path": "/", **scope}
    asyncio.run(Visitors(app, make_host())(asked, None, send))
    return seen


def cookies_of(seen):
    return [value.decode() for name, value in seen["sent"] if name == b"set-cookie"]


def test_who_has_signed_in_is_their_owner():
    visitor = ask(sign(USER_COOKIE_NAME, json.dumps(ANN)))[STATE]
    assert (visitor.owner, visitor.kind, visitor.name) == (name_person(ISSUER, "ann"), "person", "Ann")
    assert visitor.address == ""


@pytest.mark.parametrize(
    ("verified", "email"),
    [
        ({}, "ann@x"),
        ({"email_verified": True}, "ann@x"),
        ({"email_verified": False}, ""),
        ({"email_verified": "false"}, ""),
    ],
)
def test_an_address_that_the_provider_does_not_vouch_for_counts_as_none(verified, email):
    told = ANN | {"email": "ann@x"} | verified
    assert ask(sign(USER_COOKIE_NAME, json.dumps(told)))[STATE].email == email


@pytest.mark.parametrize(
    "cookie",
    [
        sign(USER_COOKIE_NAME, json.dumps(ANN), secret="x" * 32),
        sign(USER_COOKIE_NAME, json.dumps(ANN | {"origin": "https://other.example.org"})),
        sign(USER_COOKIE_NAME, json.dumps(ANN | {"is_logged_in": False})),
        sign(USER_COOKIE_NAME, json.dumps({"origin": ANN["origin"], "is_logged_in": True})),
        sign(USER_COOKIE_NAME, "no json"),
        sign(USER_COOKIE_NAME, "[1]"),
        f"{USER_COOKIE_NAME}={json.dumps(ANN)}",
        sign(GUEST_COOKIE, json.dumps(ANN)).replace(GUEST_COOKIE, USER_COOKIE_NAME),
    ],
    ids=["other secret", "other origin", "signed out", "nobody", "no json", "a list", "unsigned", "a guest's"],
)
def test_any_other_cookie_makes_a_guest(cookie):
    assert ask(cookie)[STATE].kind == "guest"


def test_a_guest_is_known_again_by_a_number_that_comes_with_the_page():
    first = ask()
    (cookie,) = cookies_of(first)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" in cookie
    again = ask(cookie.partition(";")[0])
    assert again[STATE].owner == first[STATE].owner
    assert cookies_of(again) == []
    assert ask()[STATE].owner != first[STATE].owner
    assert cookies_of(ask(kind="image/png")) == []


def test_what_a_browser_says_of_itself_is_dropped():
    forged = (VISITOR_HEADER.upper().encode(), b'{"owner": "p1", "kind": "person"}')
    seen = ask(sign(GUEST_COOKIE, "1"), headers=[forged])
    told = [value for name, value in seen["headers"] if name.lower() == VISITOR_HEADER.encode()]
    assert [json.loads(value)["owner"] for value in told] == [name_guest("1")]


def test_guests_of_one_address_share_an_account_and_it_does_not_tell_the_address():
    one, two, other = ask(), ask(), ask(client=("10.9.9.9", 1))
    assert one[STATE].address == two[STATE].address != other[STATE].address
    assert "10.1.2.3" not in one[STATE].address


@pytest.mark.parametrize(
    ("client", "forwarded", "proxies", "address"),
    [
        ("10.0.0.1", "6.6.6.6", 0, "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6, 7.7.7.7", 1, "7.7.7.7"),
        ("10.0.0.1", "6.6.6.6, 7.7.7.7", 2, "6.6.6.6"),
        ("10.0.0.1", "7.7.7.7", 2, "10.0.0.1"),
        ("2001:db8:1:2:3::4", "", 0, "2001:0db8:0001:0002"),
        ("", "", 0, "unknown"),
    ],
)
def test_an_address_is_what_trusted_proxies_saw(client, forwarded, proxies, address):
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    assert find_address({"type": "http", "headers": headers, "client": (client, 1)}, proxies) == address
