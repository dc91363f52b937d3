"""The names that the server answers to, and the pages that may talk to it: its own.

A web page from anywhere can have the reader's browser connect to this machine. Then the request's `Origin` names that
page; or its own name was made to lead here (DNS rebinding), and `Host` names it. Either is refused, on every address
and on the websocket, so that no other page trains, deletes or reads pictures in the reader's name.

The server answers to `localhost` and the loopback's addresses, to the address at which a connection arrived, to
Streamlit's options `server.address` and `browser.serverAddress`, and to the names in `GLASSBOX_HOSTS`, which a server
needs that has a name in a network or stands behind a proxy (the proxy must pass `Host` on):

    GLASSBOX_HOSTS="glassbox.example.org, *.lab.example.org" streamlit run app.py --server.address=0.0.0.0
"""

import logging
import os
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

VARIABLE = "GLASSBOX_HOSTS"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # addresses to listen at, which nothing is reached by
PRIVATE = "/_stcore/metrics"  # how many sessions there are and what they hold is nobody else's business
PORTS = {"http": 80, "https": 443}
POLICY_VIOLATION = 1008  # as RFC 6455 numbers the reasons to close a websocket

_LOG = logging.getLogger(__name__)


class OwnHosts:
    """Passes on what asks for this server by a name of its own and comes from no other server's page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.names = list_own_names()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif reason := self._find_refusal(scope):
            _log(reason)
            await _refuse(reason, scope, receive, send)
        elif scope["path"].rstrip("/").endswith(PRIVATE):
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _find_refusal(self, scope: Scope) -> str | None:
        """Why a request is not answered, in a sentence for whoever runs the server."""
        headers = Headers(scope=scope)
        named = headers.getlist("host")
        host = _split(f"//{named[0]}") if len(named) == 1 else None
        if host is None or not self._is_own(str(host.hostname), scope):
            return f"This server does not answer to the name {', '.join(named)!r}. If it should, set {VARIABLE}."
        origin = headers.get("origin")
        if origin is not None and not _is_same(origin, host):
            return f"The page {origin!r} may not use the server at {named[0]!r}."
        return None

    def _is_own(self, name: str, scope: Scope) -> bool:
        arrived_at = str((scope.get("server") or [""])[0]).removeprefix("::ffff:")
        return name == arrived_at or any(_matches(name, own) for own in self.names)


def list_own_names() -> frozenset[str]:
    """The names that hold for every connection; one that begins with `*.` stands for all names below it."""
    options = {str(st.get_option(option) or "") for option in ("server.address", "browser.serverAddress")}
    named = {name.strip() for name in os.environ.get(VARIABLE, "").split(",")}
    return LOOPBACK | {name.lower() for name in (options | named) - EVERYWHERE}


def _matches(name: str, own: str) -> bool:
    return name.endswith(own[1:]) if own.startswith("*.") else name == own


def _is_same(origin: str, host: SplitResult) -> bool:
    """Whether a page of `origin` was served at `host`; the scheme may differ, since a proxy may do the encryption."""
    page = _split(origin)
    if page is None or page.scheme not in PORTS:
        return False
    port = PORTS[page.scheme]
    return (page.hostname, page.port or port) == (host.hostname, host.port or port)


def _split(address: str) -> SplitResult | None:
    """The parts of an address that is a host with or without a port and nothing more; None for any other."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises where it is no number, or too large
    except ValueError:
        return None
    more = "@" in parts.netloc or parts.path or parts.query or parts.fragment
    return parts if parts.hostname and not more else None


@lru_cache(maxsize=64)  # the same line again and again would fill the log
def _log(reason: str) -> None:
    _LOG.warning(reason)


async def _refuse(reason: str, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": ""})
    else:
        await PlainTextResponse(reason, status_code=403)(scope, receive, send)
