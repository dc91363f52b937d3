"""Sessions whose browser is gone: kept for a while in case it returns, then ended and their memory given back.

Streamlit keeps them too, but each of them holds three open files, and the last ones stay, with all that was uploaded
in them, until another browser leaves. Two hundred visits are more open files than macOS allows a process.
"""

import asyncio

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.session_manager import SessionInfo, SessionStorage

from pages.server import heaps

MOST = 64


class DisconnectedSessions(SessionStorage):
    """At most `most` sessions, each for so many seconds after its browser went."""

    def __init__(self, seconds: float, most: int = MOST) -> None:
        self._seconds = seconds
        self._most = most
        self._sessions: dict[str, SessionInfo] = {}  # the oldest first
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def save(self, session_info: SessionInfo) -> None:
        """Keep a session without its open files."""
        session = session_info.session
        _close_loop(session)
        self._sessions[session.id] = session_info
        self._timers[session.id] = asyncio.get_running_loop().call_later(self._seconds, self._end, session.id)
        while len(self._sessions) > self._most:
            self._end(next(iter(self._sessions)))

    def get(self, session_id: str) -> SessionInfo | None:
        """The session, ready to run its script again; None if it has ended or never was."""
        found = self._sessions.get(session_id)
        if found is not None:
            _open_loop(found.session)
        return found

    def delete(self, session_id: str) -> None:
        """Forget a session, which is now its browser's again or ended by the caller."""
        if self._sessions.pop(session_id, None) is not None:
            self._timers.pop(session_id).cancel()

    def list(self) -> list[SessionInfo]:
        return [*self._sessions.values()]

    def _end(self, session_id: str) -> None:
        session = self._sessions[session_id].session
        self.delete(session_id)
        session.shutdown()
        session.session_state.clear()  # what it held, uploads above all, would wait for a collection of garbage
        heaps.ask_return()


def release_disconnected() -> None:
    """Have the server keep its disconnected sessions here; call it once the runtime has started."""
    seconds = float(st.get_option("server.disconnectedSessionTTL"))
    Runtime.instance()._session_mgr._session_storage = DisconnectedSessions(seconds)  # type: ignore[attr-defined]


def _close_loop(session: AppSession) -> None:
    """Close the event loop that a session has for scripts that use asyncio; ours use none."""
    if not session._script_event_loop.is_running():
        session._script_event_loop.close()


def _open_loop(session: AppSession) -> None:
    if session._script_event_loop.is_closed():
        session._script_event_loop = asyncio.new_event_loop()
