"""What a visitor may do, decided before anything of a request is read: sessions, uploads, and files of their own.

What belongs to somebody else is answered as what is not there.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from core import workspace
from core.errors import InputError
from core.hosting import owners
from core.hosting.owners import Visitor
from core.hosting.settings import HostSettings
from core.i18n import N_, Message, nearest_language, speaking
from pages.server.hosting import sessions
from pages.server.hosting.visitors import STATE
from pages.shared.file_download import ROUTE as DOWNLOADS
from pages.shared.file_download import find_offer, read_base

UPLOADS, MEDIA, STREAM, AGENT = "/_stcore/upload_file/", "/media/", "/_stcore/stream", "/_stcore/agent"
TRY_AGAIN_LATER = 1013  # as RFC 6455's registry numbers the reasons to close a websocket
FULL = N_("The server is full: {most} pages are open. Try again in a few minutes.")
TOO_MANY_SESSIONS = N_("You have {most} pages of this server open, which is the most. Close one, then reload this.")
TOO_MANY_AT_ADDRESS = N_("{most} pages are open at your address, the most for guests. Sign in, or try again later.")
NOT_THERE = "Not Found"
LOCKS = 64  # for uploads that come at once; accounts share them
refused: Counter[str] = Counter()  # by what was refused, for the figures


class Gate:
    """Stands before all that answers; behind what finds the visitor."""

    def __init__(self, app: ASGIApp, host: HostSettings) -> None:
        self.app = app
        self.host = host
        self.base = read_base()
        self._key = uuid4().hex  # of this process, in the ledger
        self._locks = [threading.Lock() for _ in range(LOCKS)]
        self._pages: list[Visitor] = []  # whose are open, and are being opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        path = scope["path"].removeprefix(self.base)
        answer = await self._find_answer(scope, path)
        if answer is None:
            with self._counting_pages(scope):
                return await self.app(scope, receive, send)
        if scope["type"] == "websocket":
            return await send({"type": "websocket.close", "code": TRY_AGAIN_LATER, "reason": ""})
        return await answer(scope, receive, send)

    @contextmanager
    def _counting_pages(self, scope: Scope) -> Iterator[None]:
        """A page counts from its first request on: many that come at once would all find room beside each other."""
        if scope["type"] != "websocket":
            yield
            return
        self._pages.append(scope[STATE])
        try:
            yield
        finally:
            self._pages.remove(scope[STATE])

    def _count_pages(self, matches: Callable[[Visitor], bool]) -> int:
        return sum(map(matches, self._pages))

    async def _find_answer(self, scope: Scope, path: str) -> Response | None:
        """What is answered in place of what was asked for; None where it may be."""
        visitor: Visitor = scope[STATE]
        if path.startswith(AGENT):
            return _refuse("agent")
        if path.startswith(UPLOADS):
            return await self._check_upload(scope, path.removeprefix(UPLOADS), visitor)
        if path.startswith(MEDIA):
            shown = sessions.shows_file(visitor.owner, path.removeprefix(MEDIA).partition(".")[0])
            return None if shown else _refuse("media")
        if path.startswith(DOWNLOADS):
            return None if _owns_offer(visitor, path.removeprefix(DOWNLOADS)) else _refuse("download")
        if path == STREAM or _asks_for_page(scope, path):
            full = self._find_full(visitor)
            return _say(full, 503, scope, "sessions") if full else None
        return None

    def _find_full(self, visitor: Visitor) -> Message | None:
        """Why no more pages may be opened; None if one may."""
        if len(self._pages) >= self.host.sessions:
            return Message(FULL, {"most": self.host.sessions})
        mine = self._count_pages(lambda other: other.owner == visitor.owner)
        most = owners.read_quota(visitor, self.host).accounts[0].limits.sessions
        if most is not None and mine >= most:
            return Message(TOO_MANY_SESSIONS, {"most": most})
        there = self.host.limits.address.sessions
        if visitor.address and there is not None:
            guests = self._count_pages(lambda other: other.address == visitor.address)
            return Message(TOO_MANY_AT_ADDRESS, {"most": there}) if guests >= there else None
        return None

    async def _check_upload(self, scope: Scope, rest: str, visitor: Visitor) -> Response | None:
        """Only into a session of one's own, and no more than is left; what is let in counts from its first byte."""
        owner = sessions.find_visitor(rest.partition("/")[0])
        if owner is None or owner.owner != visitor.owner:
            return _refuse("upload of another")
        if scope["method"] != "PUT":
            return None
        headers = Headers(scope=scope)
        length = headers.get("content-length", "")
        if not length.isdecimal() or "transfer-encoding" in headers:  # which makes the length a mere word
            return PlainTextResponse("Length Required", status_code=411)
        try:
            await asyncio.to_thread(self._take_upload, visitor, int(length))
        except InputError as error:
            return _say(error.message, 413, scope, "upload")
        return None

    def _take_upload(self, visitor: Visitor, size: int) -> None:
        """One after the other where they count for the same account, or two that come at once would both find room."""
        lock = self._locks[hash(visitor.address or visitor.owner) % LOCKS]
        with workspace.using(owners.find_workspace(visitor.owner)), lock:
            mine = owners.read_quota(visitor, self.host)
            mine.check_upload(size)
            mine.record_upload(self._key, size)


def _asks_for_page(scope: Scope, path: str) -> bool:
    """Whether a browser opens one more page: it is not loading a part of one, and does not reload one that counts."""
    headers = Headers(scope=scope)
    opens = scope["type"] == "http" and scope["method"] == "GET" and "text/html" in headers.get("accept", "")
    return opens and "/_stcore/" not in path and "max-age=0" not in headers.get("cache-control", "")


def _owns_offer(visitor: Visitor, token: str) -> bool:
    path = find_offer(token)
    return path is not None and path.is_relative_to(owners.find_workspace(visitor.owner).root)


def _refuse(what: str) -> Response:
    refused[what] += 1
    return PlainTextResponse(NOT_THERE, status_code=404)


def _say(message: Message, status: int, scope: Scope, what: str) -> Response:
    """A sentence in the language that the browser asks for."""
    refused[what] += 1
    asked = Headers(scope=scope).get("accept-language", "").partition(",")[0]
    with speaking(nearest_language(asked)):
        return PlainTextResponse(str(message), status_code=status, headers={"retry-after": "60"})
