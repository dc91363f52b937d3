"""What the browser loads besides the pages themselves: Streamlit's files, Plotly's script and the scripts of our own.

- The first page needs sixty files. Streamlit's own route looks for each on the disk from several threads, which takes
  longer than to send it; here a table made at the start says where each one lies.
- The browser finds out what an element needs when the element arrives; here the page's header names what the screen
  needs, so that it comes with the rest.
- The browser asks at `/train/_stcore/health` whether the app lives below `/train`, is told that it does not, asks at
  `/`, and then opens its websocket; here the page says where the app lives, which is where the page's own scripts come
  from, and the websocket is opened at once.
- What Streamlit says in English, colours too pale to read and roles that are missing for screen readers are mended in
  the browser, by the style sheet and the script of page/.
- Its uploader is mended for many files, see `uploader.py`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.status import HTTP_200_OK
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server import uploader
from pages.server.words import write_words
from pages.shared.browser.scripts import build_address, list_screen_scripts, list_served_scripts

STATIC = Path(st.__file__).parent / "static"
FOR_EVER = "public, immutable, max-age=31536000"  # the addresses change with the contents
EVERYWHERE = ("Button", "ButtonGroup", "PageLink")  # what first pages are made of, as the names of the scripts begin
COMPONENT = "BidiComponent"  # and what mounts the components of ours
IMPORTED = re.compile(r'\bfrom"\./([^"]+)"|\bimport"\./([^"]+)"')
HEAD = "<head>"
CONNECT = """<script>
window.__streamlit = {
  BACKEND_BASE_URL: new URL("./", location.href).href,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
}
</script>"""
MENDING = """<style>{style}</style>
<script type="application/json" id="glassbox-words">{words}</script>
<script type="module" src="./{script}"></script>"""

Files = Mapping[str, Path]  # by their addresses below that of the app


def list_served_files() -> Files:
    """Every file that is served from here."""
    streamlits = (path for path in (STATIC / "static").rglob("*") if path.is_file())
    table = {f"/{path.relative_to(STATIC).as_posix()}": path for path in streamlits}
    return table | list_served_scripts()


def read_streamlit_page() -> str:
    """Streamlit's page, which says where the app lives before any script asks, with what mends it."""
    return (STATIC / "index.html").read_text(encoding="utf-8").replace(HEAD, HEAD + CONNECT + build_mending(), 1)


def build_mending() -> str:
    """What is loaded beside Streamlit's own page: a style sheet, the table of words, and the script that uses it."""
    style = (Path(__file__).parent / "page" / "page.css").read_text(encoding="utf-8")
    return MENDING.format(style=style, words=write_words(), script=build_address("server/page/page.js"))


def list_preloads(files: Files, screen: str) -> str:
    """The header that names the scripts of a screen: those of Streamlit's that the page itself does not load, and ours.

    Where Streamlit has other names for its scripts they are left out: then they are loaded when they are needed.
    """
    ours = [build_address(script) for script in list_screen_scripts(screen)]
    elements = (*EVERYWHERE, COMPONENT) if ours else EVERYWHERE
    addresses = [*_streamlits_scripts(files, elements), *ours]
    return ", ".join(f"<./{address}>; rel=modulepreload; crossorigin" for address in addresses)


def _streamlits_scripts(files: Files, elements: Iterable[str]) -> list[str]:
    """The scripts of these elements with all that they import and the page itself does not load."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    names = {Path(address).name.partition(".")[0]: address[1:] for address in files if address.startswith("/static/js")}
    needed = [names[element] for element in elements if element in names]
    for address in needed:  # it grows while we walk
        imports = (one or other for one, other in IMPORTED.findall(files[f"/{address}"].read_text(encoding="utf-8")))
        needed += [new for name in imports if (new := f"static/js/{name}") not in needed and new not in page]
    return needed


class QuickFiles:
    """Serves the page and the files of the table, and passes everything else on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.base = str(st.get_option("server.baseUrlPath") or "").strip("/")
        self.files = list_served_files()
        self.page = lru_cache(maxsize=64)(lambda screen: _page_response(self.files, screen))
        self.page("")  # the first reader finds home written

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = self._address(scope)
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
        elif (path := self.files.get(address)) and "range" not in Headers(scope=scope):  # a part is Streamlit's to send
            await _file_response(path)(scope, receive, send)
        else:
            page = self.page(address.strip("/"))
            await self.app(scope, receive, _replacing_page(page, scope, receive, send))

    def _address(self, scope: Scope) -> str:
        """What is asked for, below the address of the app."""
        address = str(scope.get("path", "")).removeprefix(scope.get("root_path", ""))
        return address.removeprefix(f"/{self.base}") if self.base else address


def _replacing_page(page: Response, scope: Scope, receive: Receive, send: Send) -> Send:
    """Send what Streamlit answers, but our page where it would send its own."""
    is_page = False

    async def send_or_replace(message: Message) -> None:
        nonlocal is_page
        if message["type"] == "http.response.start":
            kind = Headers(raw=message["headers"]).get("content-type", "")
            is_page = message["status"] == HTTP_200_OK and kind.startswith("text/html")
            if is_page:
                await page(scope, receive, send)
        if not is_page:
            await send(message)

    return send_or_replace


def _page_response(files: Files, screen: str) -> Response:
    headers = {"cache-control": "no-cache", "link": list_preloads(files, screen)}
    named = {name: text for name, text in headers.items() if text}
    return Response(read_streamlit_page(), media_type="text/html", headers=named)


def _file_response(path: Path) -> Response:
    kind, _encoding = guess_type(path.name)
    content = path.read_bytes()
    if path.name.startswith(uploader.NAME):
        content = uploader.mend(content.decode()).encode()
    return Response(content, media_type=kind, headers={"cache-control": FOR_EVER})
