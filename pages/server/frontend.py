"""Streamlit's part in the browser, on its way there: the files that every first visit waits for.

The first page needs sixty of them. Streamlit's own route looks for each on the disk from several threads, which takes
longer than to send it; here a table made at the start says where each one lies. And it lets the browser find out what
an element needs when the element arrives; here the page's header names what every screen needs, so that it comes with
the rest.
"""

import re
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path

import plotly
import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(st.__file__).parent / "static"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PLOTLY_URL = f"/vendor/plotly.min.js?{plotly.__version__}"
FOR_EVER = "public, immutable, max-age=31536000"  # the names change with the contents
SOON = ("Button", "ButtonGroup", "PageLink")  # what first pages are made of, as the names of the scripts begin
IMPORTED = re.compile(r'\bfrom"\./([^"]+)"|\bimport"\./([^"]+)"')

Files = Mapping[str, Path]  # by their addresses below that of the app


def files() -> Files:
    """What may be asked for: Streamlit's files, and Plotly's script from the installed package."""
    streamlits = (path for path in (STATIC / "static").rglob("*") if path.is_file())
    return {f"/{path.relative_to(STATIC).as_posix()}": path for path in streamlits} | {
        PLOTLY_URL.partition("?")[0]: PLOTLY
    }


def preloads(known: Files) -> str:
    """The header that names the scripts of `SOON` with all that they import and the page itself does not load.

    Empty where Streamlit has other names for them: then they are loaded when they are needed.
    """
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    scripts = (address for address in known if address.endswith(".js"))
    wanted = [address for address in scripts if Path(address).name.partition(".")[0] in SOON]
    for address in wanted:  # it grows while we walk
        parts = (one or other for one, other in IMPORTED.findall(known[address].read_text(encoding="utf-8")))
        wanted += [new for part in parts if (new := f"/static/js/{part}") not in wanted and new not in page]
    return ", ".join(f"<.{address}>; rel=modulepreload; crossorigin" for address in wanted)


class QuickFiles:
    """Serves the files of the table, and passes everything else on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.base = str(st.get_option("server.baseUrlPath") or "").strip("/")
        self.files = files()
        self.preloads = preloads(self.files)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self._asked_for(scope)
        if path is None:
            await self.app(scope, receive, self._naming_preloads(send))
        else:
            await _whole(path)(scope, receive, send)

    def _asked_for(self, scope: Scope) -> Path | None:
        """The file that is asked for as a whole; a part of one is Streamlit's to send."""
        if scope["type"] != "http" or scope["method"] != "GET" or "range" in Headers(scope=scope):
            return None
        address = scope["path"].removeprefix(scope.get("root_path", ""))
        return self.files.get(address.removeprefix(f"/{self.base}") if self.base else address)

    def _naming_preloads(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and self.preloads:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("link", self.preloads)
            await send(message)

        return sending


def _whole(path: Path) -> Response:
    kind, _encoding = guess_type(path.name)
    return Response(path.read_bytes(), media_type=kind, headers={"cache-control": FOR_EVER})
