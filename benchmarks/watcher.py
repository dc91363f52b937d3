"""A session that watches a page over its websocket, as a browser does, without a browser's share of the processor."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol


class Watcher:
    """Answers what the server asks of a page: to run a fragment again every so often. Counts what comes.

    It names the page that it was sent to, as a browser does; without it a whole rerun would be one of the first page.
    """

    def __init__(self, session: ClientConnection, page: str, query: str) -> None:
        self._session = session
        self._asked = ClientState(page_name=page, query_string=query)
        self._timers: dict[str, threading.Event] = {}
        self.messages = 0
        self.reruns = 0

    def start(self) -> None:
        self._send(self._asked)
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self) -> None:
        for over in self._timers.values():
            over.set()

    def _send(self, state: ClientState) -> None:
        self._session.send(BackMsg(rerun_script=state).SerializeToString())

    def _listen(self) -> None:
        try:
            for data in self._session:
                self.messages += 1
                self._answer(ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode()))
        except ConnectionClosed:
            self.stop()

    def _answer(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._asked.page_script_hash = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self._repeat(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "new_session" and not message.metadata.run.fragment_ids:
            self.stop()
            self._timers.clear()

    def _repeat(self, fragment: str, interval: float) -> None:
        if fragment in self._timers:
            return
        over = self._timers[fragment] = threading.Event()
        state = ClientState()
        state.CopyFrom(self._asked)
        state.fragment_id, state.is_auto_rerun = fragment, True

        def ask() -> None:
            with suppress(ConnectionClosed):  # it may be closed between the wait and the asking
                while not over.wait(interval):
                    self.reruns += 1
                    self._send(state)

        threading.Thread(target=ask, daemon=True).start()


@contextmanager
def watching(url: str, page: str, query: str) -> Iterator[Watcher]:
    """Hold `page` open, such as ``train`` with ``run=...``."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as session:
        watcher = Watcher(session, page, query)
        watcher.start()
        yield watcher
        watcher.stop()
