"""Two addresses for whoever watches over the server: that it lives, and that it can take visitors.

`/_glassbox/live` is answered as long as the process answers at all; whoever sees it fail starts the server again.
`/_glassbox/ready` is 503 while the server starts or ends, or where its disk is full or not to be written; whoever sees
that sends visitors elsewhere. Both tell nothing else, so that strangers may ask. They are answered whatever name the
server is called by, since a probe knows only its number.
"""

import asyncio
import shutil
from tempfile import TemporaryFile

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime, RuntimeState

from core import workspace
from core.hosting.settings import HostSettings
from core.quota import MEGABYTE
from pages.shared.file_download import read_base

LIVE, READY = "/_glassbox/live", "/_glassbox/ready"
AT_WORK = (RuntimeState.NO_SESSIONS_CONNECTED, RuntimeState.ONE_OR_MORE_SESSIONS_CONNECTED)


class Health:
    def __init__(self, app: ASGIApp, host: HostSettings) -> None:
        self.app = app
        self.least = host.free_mb * MEGABYTE
        self.base = read_base()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(self.base) if scope["type"] == "http" else ""
        if path == LIVE:
            await PlainTextResponse("alive")(scope, receive, send)
        elif path == READY:
            await (await self._tell_readiness())(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _tell_readiness(self) -> Response:
        ready = Runtime.instance().state in AT_WORK and await asyncio.to_thread(self._has_disk)
        return PlainTextResponse("ready" if ready else "not ready", status_code=200 if ready else 503)

    def _has_disk(self) -> bool:
        site = workspace.home()
        try:
            with TemporaryFile(dir=site) as file:
                file.write(b"ready")
            return shutil.disk_usage(site).free >= self.least
        except OSError:
            return False
