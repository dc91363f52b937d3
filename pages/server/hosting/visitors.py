"""Says of every request whose it is: of a person who has signed in, or of a guest, who has a number in a cookie.

A session is told once, in a header that Streamlit keeps with it (`server.trustedUserHeaders`) and that whoever takes
the session up again must bring too; what a browser itself sends under that name is dropped.
"""

import json
from collections.abc import Mapping
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.hosting.owners import Visitor, name_address, name_guest, name_person
from core.hosting.settings import HostSettings
from core.hosting.streamlit_options import VISITOR_HEADER
from pages.server.hosting import cookies

STATE = "visitor"  # in a request's scope


class Visitors:
    """Finds the visitor of each request, for all that stand behind it; gives a new guest a number with the page."""

    def __init__(self, app: ASGIApp, host: HostSettings) -> None:
        self.app = app
        self.host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        sent = HTTPConnection(scope).cookies
        number = cookies.read_guest(sent)
        drawn = None if number else cookies.draw_guest()
        visitor = self._find(scope, sent, number or drawn or "")
        told = (VISITOR_HEADER.encode(), _to_header(visitor))
        headers = [pair for pair in scope["headers"] if pair[0].lower() != told[0]]
        scope = {**scope, "headers": [*headers, told], STATE: visitor}
        wants_number = drawn if visitor.kind == "guest" else None
        await self.app(scope, receive, self._sending(wants_number, send))

    def _find(self, scope: Scope, sent: dict[str, str], number: str) -> Visitor:
        user = cookies.read_user(sent, self.host) if self.host.sign_in else None
        if user:
            owner = name_person(str(user["iss"]), str(user["sub"]))
            return Visitor(owner=owner, kind="person", name=str(user.get("name") or ""), email=_read_email(user))
        address = name_address(find_address(scope, self.host.proxies), self.host.cookie_secret.get_secret_value())
        return Visitor(owner=name_guest(number), kind="guest", address=address)

    def _sending(self, number: str | None, send: Send) -> Send:
        """Have a page bring the guest's number, and every cookie of an encrypted site keep to encryption."""
        encrypted = self.host.origin.startswith("https:")

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if number and headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", cookies.write_guest(number, self.host))
                if encrypted:
                    message["headers"] = [_secure(pair) for pair in message["headers"]]
            await send(message)

        return send_with_cookies


def find_address(scope: Scope, proxies: int) -> str:
    """Where a request comes from; of those that proxies name, the one that the outermost trusted proxy saw.

    An address of IPv6 counts by its network, of which a household has 2**64.
    """
    named = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
    seen = named[-proxies].strip() if 0 < proxies <= len(named) else ""
    address = seen or str((scope.get("client") or [""])[0])
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    return parsed.exploded[:19] if parsed.version == 6 else str(parsed)


def _read_email(user: Mapping[str, object]) -> str:
    """What the provider vouches for: by it the host knows teachers, and people with limits of their own."""
    return "" if user.get("email_verified") in (False, "false") else str(user.get("email") or "")


def _to_header(visitor: Visitor) -> bytes:
    return json.dumps(visitor.model_dump(), ensure_ascii=True).encode("ascii")


def _secure(pair: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = pair
    return (name, value + b"; Secure") if name == b"set-cookie" and b"; secure" not in value.lower() else pair
