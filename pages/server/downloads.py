"""Sends the files that pages have offered, from the disk: Streamlit would read each of them into memory first."""

from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.shared.file_download import ROUTE, find_offer, read_base


class DiskDownloads:
    """Answers requests for what was offered; passes everything else on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._route = f"{read_base()}{ROUTE}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"].startswith(self._route):
            path = find_offer(scope["path"].removeprefix(self._route))
            if path is None or not path.is_file():
                response: Response = PlainTextResponse("This file is not there any more.", status_code=404)
            else:
                response = FileResponse(path, filename=path.name)
            return await response(scope, receive, send)
        return await self.app(scope, receive, send)
