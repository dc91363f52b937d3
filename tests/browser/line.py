"""The line between the page and the server, which can be made busy."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

POLL = 50  # milliseconds

PAUSE, PATIENCE = 20, 1000  # milliseconds between two looks, and how many there are


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


class LateLine:
    """Holds back what the page sends while it `is_held`; each message goes when it is let go. Answers pass."""

    def __init__(self, page: Page) -> None:
        self.is_held = False
        self._page = page
        self._waiting: list[Callable[[], None]] = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._between)

    def _between(self, route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def to_server(message: str | bytes) -> None:
            if self.is_held:
                self._waiting.append(lambda: server.send(message))
            else:
                server.send(message)

        route.on_message(to_server)

    def wait_for(self, messages: int) -> None:
        """Until so many messages wait."""
        for _ in range(PATIENCE):
            if len(self._waiting) >= messages:
                return
            self._page.wait_for_timeout(PAUSE)
        raise TimeoutError(f"{len(self._waiting)} of {messages} messages came")

    def let_go(self) -> None:
        """The first of those that wait."""
        self._waiting.pop(0)()

    def release(self) -> None:
        self.is_held = False
        while self._waiting:
            self.let_go()


class SlowLine:
    """Holds back what passes between page and server, in both directions and in order, while it `is_held`.

    A page `is_asking` from a request for its script until the server says that a script has ended.
    """

    def __init__(self, page: Page) -> None:
        self.is_held = self.is_asking = False
        self._page = page
        self._waiting: list[Callable[[], None]] = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._between)

    def wait_for_answer(self) -> None:
        while self.is_asking:
            self._page.wait_for_timeout(POLL)

    def _between(self, route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        self._waiting = []  # those of a connection that is gone

        def to_server(message: bytes) -> None:
            self.is_asking = self.is_asking or BackMsg.FromString(message).WhichOneof("type") == "rerun_script"
            self._pass(lambda: server.send(message))

        def to_page(message: bytes) -> None:
            self.is_asking = self.is_asking and not _ends_script(message)
            self._pass(lambda: route.send(message))

        route.on_message(to_server)
        server.on_message(to_page)

    def _pass(self, send: Callable[[], None]) -> None:
        if self.is_held:
            self._waiting.append(send)
        else:
            send()

    def release(self) -> None:
        self.is_held = False
        waiting, self._waiting = self._waiting, []
        for send in waiting:
            send()


def _ends_script(message: bytes) -> bool:
    said = ForwardMsg.FromString(message)
    early = ForwardMsg.FINISHED_EARLY_FOR_RERUN  # another script of the same request follows
    return said.WhichOneof("type") == "script_finished" and said.script_finished != early
