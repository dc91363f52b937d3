"""All dealings with Streamlit's server: what stands before it, how it starts, and what a failure looks like."""

import asyncio
import gc
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import streamlit as st
from starlette.middleware import Middleware
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime import Runtime
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.backbone import onnx_form
from core.errors import InputError
from core.i18n import N_, Message
from core.jobs import lanes
from pages.server import heaps, queue_watch, sessions
from pages.server.downloads import DiskDownloads
from pages.server.frontend import QuickFiles
from pages.server.hosts import OwnHosts
from pages.server.mended import batches, identities
from pages.server.mended.earlier_labels import know_earlier_labels
from pages.server.mended.gone_controls import forget_gone_controls
from pages.server.mended.refused_presses import tell_refused_presses
from pages.server.mended.told_errors import leave_out_of_the_log
from pages.server.uploads import DiskUploads
from pages.shared import visitor
from pages.shared.plain import escape_markdown
from pages.shared.refusal import tell_refusal

ICON = str(Path(__file__).parent / "icon.svg")
PLAIN = [Middleware(QuickFiles), Middleware(DiskUploads), Middleware(DiskDownloads)]


def build_middleware() -> list[Middleware]:
    """What stands before Streamlit, in order: the first sees a request first."""
    host = visitor.host()
    if host is None:
        return [Middleware(OwnHosts), *PLAIN]
    from pages.server.hosting import middleware

    return [*middleware.build_outer(host), Middleware(OwnHosts), *middleware.build_inner(host), *PLAIN]


def build_secrets() -> dict[str, Any]:
    """What Streamlit is told of the provider that people sign in with; nothing where nobody does."""
    host = visitor.host()
    if host is None:
        return {}
    from pages.server.hosting import middleware

    return middleware.build_secrets(host)


def in_session() -> bool:
    """Whether app.py runs as the script of a session, and is not just imported by the server."""
    return get_script_run_ctx(suppress_warning=True) is not None


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Prepare the process before the server calls itself healthy, and look after its memory until the server ends."""
    # The folder is called pages/, which an older way of Streamlit takes for its own until st.navigation has run once;
    # a link that opens the first session of a server would be told that its page does not exist.
    PagesManager.uses_pages_directory = False
    forget_gone_controls()
    know_earlier_labels()
    tell_refused_presses(InputError, tell_refusal)
    leave_out_of_the_log(InputError)
    batches.hand_on_in_batches()
    identities.know_components_by_keys()
    heaps.limit_heaps()
    heaps.limit_decoding()
    onnx_form.make_apart()
    send_at_once()
    sessions.release_disconnected()
    tasks = []
    if lanes.have_cluster():
        tasks.append(asyncio.create_task(queue_watch.keep_looking()))
    if host := visitor.host():
        from pages.server.hosting import life

        tasks.append(life.begin(host))
    # The first run of the script loads what it needs: now, not while the first reader waits. Should it fail, the log
    # has the trace, and every reader sees the sentence.
    await Runtime.instance().does_script_run_without_error()
    # What is loaded by now stays, and no collection need look through it again. The next one counts what it is left to
    # look through: Python waits with the one after until there is a quarter more of that, not of all that is loaded.
    gc.freeze()
    gc.collect()
    tasks.append(asyncio.create_task(heaps.keep_returning()))
    yield
    for task in tasks:
        task.cancel()


def send_at_once() -> None:
    """Turn off Nagle's algorithm on the sockets that this process listens on; accepted connections inherit it.

    Streamlit opens its socket without naming the protocol, and asyncio turns it off only where TCP is named. With it,
    the second part of every answer waits 40 ms for the browser to acknowledge the first.
    """
    for connection in psutil.Process().net_connections("tcp"):
        if connection.status == psutil.CONN_LISTEN and connection.fd >= 0:
            with socket.socket(fileno=os.dup(connection.fd)) as listening:
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def show_failure(error: BaseException) -> bool:
    """A sentence in place of a stack trace; the server's log has the trace of what is a fault of ours."""
    if isinstance(error, InputError):
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return True
    said = Message(
        N_("An unexpected error occurred: {error}. The log of the server has the details."),
        {"error": f"{type(error).__name__}: {error}"},
    )
    st.error(escape_markdown(str(said)), icon=":material/error:")
    return True


def begin_session() -> None:
    """On a hosted server, have everything after it be done for this session's visitor."""
    if host := visitor.host():
        from pages.server.hosting import entrance

        entrance.begin(host)


def run_page(page: StreamlitPage) -> None:
    """The screen, or what a visitor sees in its place who has to sign in first."""
    host = visitor.host()
    if host is None:
        page.run()
        return
    from pages.server.hosting import entrance

    entrance.show(host)
    if entrance.may_open(page.url_path, host):
        page.run()
    else:
        entrance.ask_to_sign_in(host)
