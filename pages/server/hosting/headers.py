"""The headers that have a browser keep to what a page of ours needs.

What they do not do: scripts and styles within the page are allowed ('unsafe-inline'), since Streamlit's page and its
components put both there without a nonce; so the policy does not stop markup of a stranger that gets into a page, which
nothing here lets in (no page shows HTML of a person's). 'unsafe-eval' is not allowed; WebAssembly may be compiled
('wasm-unsafe-eval'), for Streamlit's tables. Pictures and media come from the page, `data:` and `blob:` alone, and
nothing is loaded from or sent to another place; a form may lead to the provider, for signing out.
"""

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.hosting.settings import HostSettings

YEAR = 31_536_000  # seconds


def build_headers(host: HostSettings) -> dict[str, str]:
    """By their names."""
    policy = {
        "default-src": "'self'",
        "script-src": "'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "media-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self' {_websocket(host)} data: blob:",
        "worker-src": "'self' blob:",
        "frame-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(host.frames) or "'none'",
    }
    headers = {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    if not host.frames:
        headers["x-frame-options"] = "DENY"
    if host.origin.startswith("https:"):
        headers["strict-transport-security"] = f"max-age={YEAR}"
    return headers


def _websocket(host: HostSettings) -> str:
    """Older browsers do not take 'self' for the websocket of the same place."""
    place = urlsplit(host.origin)
    return f"{'wss' if place.scheme == 'https' else 'ws'}://{place.netloc}"


class SecurityHeaders:
    """Puts them on every answer, in place of what Streamlit says under the same names."""

    def __init__(self, app: ASGIApp, host: HostSettings) -> None:
        self.app = app
        self.headers = build_headers(host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
