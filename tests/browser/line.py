"""The line between the page and the server, which can be made busy."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute


class Line:
    """Counts what the page has sent. While the server is `busy`, messages wait, and of those that do it takes the last.

    So does Streamlit with two messages of one component, whose triggers it merges before its script runs.
    """

    def __init__(self, page: Page) -> None:
        self.sent, self.busy = 0, False
        self.waiting: Callable[[], None] | None = None
        page.route_web_socket(re.compile("/_stcore/stream"), self._between)

    def _between(self, route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def to_server(message: str | bytes) -> None:
            self.sent += 1
            if self.busy:
                self.waiting = lambda: server.send(message)
            else:
                server.send(message)

        route.on_message(to_server)

    def take(self) -> None:
        """The server is free again."""
        self.busy = False
        if self.waiting:
            self.waiting()
            self.waiting = None
