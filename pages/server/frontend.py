"""Streamlit's part in the browser, on its way there: what every first visit waits for.

- The first page needs sixty files. Streamlit's own route looks for each on the disk from several threads, which takes
  longer than to send it; here a table made at the start says where each one lies.
- The browser finds out what an element needs when the element arrives; here the page's header names what every screen
  needs, so that it comes with the rest.
- The browser asks at `/train/_stcore/health` whether the app lives below `/train`, is told that it does not, asks at
  `/`, and then opens its websocket; here the page says where the app lives, which is where the page's own scripts come
  from, and the websocket is opened at once.
"""

import re
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path

import plotly
import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.status import HTTP_200_OK
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(st.__file__).parent / "static"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PLOTLY_URL = f"/vendor/plotly.min.js?{plotly.__version__}"
FOR_EVER = "public, immutable, max-age=31536000"  # the names change with the contents
SOON = ("Button", "ButtonGroup", "PageLink")  # what first pages are made of, as the names of the scripts begin
IMPORTED = re.compile(r'\bfrom"\./([^"]+)"|\bimport"\./([^"]+)"')
HEAD = "<head>"
CONNECT = """<script>
window.__streamlit = {
  BACKEND_BASE_URL: new URL("./", location.href).href,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
}
</script>"""

Files = Mapping[str, Path]  # by their addresses below that of the app


def files() -> Files:
    """What may be asked for: Streamlit's files, and Plotly's script from the installed package."""
    streamlits = (path for path in (STATIC / "static").rglob("*") if path.is_file())
    return {f"/{path.relative_to(STATIC).as_posix()}": path for path in streamlits} | {
        PLOTLY_URL.partition("?")[0]: PLOTLY
    }


def page() -> str:
    """Streamlit's page, which says where the app lives before any script asks."""
    return (STATIC / "index.html").read_text(encoding="utf-8").replace(HEAD, HEAD + CONNECT, 1)


def preloads(known: Files) -> str:
    """The header that names the scripts of `SOON` with all that they import and the page itself does not load.

    Empty where Streamlit has other names for them: then they are loaded when they are needed.
    """
    scripts = (address for address in known if address.endswith(".js"))
    wanted = [address for address in scripts if Path(address).name.partition(".")[0] in SOON]
    named = page()
    for address in wanted:  # it grows while we walk
        parts = (one or other for one, other in IMPORTED.findall(known[address].read_text(encoding="utf-8")))
        wanted += [new for part in parts if (new := f"/static/js/{part}") not in wanted and new not in named]
    return ", ".join(f"<.{address}>; rel=modulepreload; crossorigin" for address in wanted)


class QuickFiles:
    """Serves the page and the files of the table, and passes everything else on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.base = str(st.get_option("server.baseUrlPath") or "").strip("/")
        self.files = files()
        headers = {"cache-control": "no-cache", "link": preloads(self.files)}
        self.page = Response(
            page(), media_type="text/html", headers={name: text for name, text in headers.items() if text}
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
        elif path := self._file(scope):
            await _whole(path)(scope, receive, send)
        else:
            await self.app(scope, receive, self._with_our_page(scope, receive, send))

    def _file(self, scope: Scope) -> Path | None:
        """The file that is asked for as a whole; a part of one is Streamlit's to send."""
        if "range" in Headers(scope=scope):
            return None
        address = scope["path"].removeprefix(scope.get("root_path", ""))
        return self.files.get(address.removeprefix(f"/{self.base}") if self.base else address)

    def _with_our_page(self, scope: Scope, receive: Receive, send: Send) -> Send:
        """Send what Streamlit answers, but our page where it would send its own."""
        is_page = False

        async def sending(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                is_page = message["status"] == HTTP_200_OK and kind.startswith("text/html")
                if is_page:
                    await self.page(scope, receive, send)
            if not is_page:
                await send(message)

        return sending


def _whole(path: Path) -> Response:
    kind, _encoding = guess_type(path.name)
    return Response(path.read_bytes(), media_type=kind, headers={"cache-control": FOR_EVER})
