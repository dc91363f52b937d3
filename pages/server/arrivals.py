"""Uploads that have arrived before the browser says so: a page can begin with them while others are on their way.

A browser that sends a thousand files tells of them when it has sent them all, and takes half a minute to get that far.
A page that follows its uploads has its fragment run again as they come in.

    follow(known)                # in a fragment; run it again when something else arrives
    list_arrived(known)          # what has arrived besides these
"""

import asyncio
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

WAIT_SECONDS = 0.4  # between two runs; what the browser tells of by then needs none


@dataclass(frozen=True)
class Arrived:
    """An upload that lies on the disk."""

    file_id: str
    name: str
    path: Path


@dataclass(frozen=True)
class _Follower:
    """The fragment that is run again, and the uploads that it knows."""

    fragment_id: str
    known: Set[str]


_followers: dict[str, _Follower] = {}  # by session
_waiting: set[str] = set()  # the sessions whose fragment will be run again in a moment


def list_arrived(known: Set[str]) -> list[Arrived]:
    """The uploads of this session but those `known`, in the order of their arrival."""
    context = get_script_run_ctx()
    return [] if context is None else _list(context.session_id, known)


def follow(known: Set[str]) -> None:
    """Have the current fragment run again when something arrives in this session that is not `known`."""
    context = get_script_run_ctx()
    if context is None or not Runtime.exists():
        return
    fragment_id = ThreadState.get().fragment_id
    assert fragment_id, "a whole page would lose what its reader is just doing"
    for session_id in [one for one in _followers if not Runtime.instance().is_active_session(one)]:
        del _followers[session_id]
    _followers[context.session_id] = _Follower(fragment_id, frozenset(known))


def unfollow() -> None:
    """Leave the fragment alone."""
    if context := get_script_run_ctx():
        _followers.pop(context.session_id, None)


def announce(session_id: str) -> None:
    """Say that something has arrived; called in the server's event loop."""
    if session_id in _followers and session_id not in _waiting:
        _waiting.add(session_id)
        asyncio.get_running_loop().call_later(WAIT_SECONDS, _run_again, session_id)


def _run_again(session_id: str) -> None:
    _waiting.discard(session_id)
    follower = _followers.get(session_id)
    found = Runtime.instance()._session_mgr.get_active_session_info(session_id)
    if follower is None or found is None or not _list(session_id, follower.known):
        return
    asked = ClientState()
    asked.CopyFrom(found.session._client_state)
    asked.fragment_id = follower.fragment_id
    found.session.request_rerun(asked)


def _list(session_id: str, known: Set[str]) -> list[Arrived]:
    if not Runtime.exists():
        return []
    stored = cast(MemoryUploadedFileManager, Runtime.instance().uploaded_file_mgr).file_storage.get(session_id, {})
    records = [record for file_id, record in list(stored.items()) if file_id not in known]
    paths = [getattr(record.data, "path", None) for record in records]
    return [Arrived(one.file_id, one.name, path) for one, path in zip(records, paths, strict=True) if path]
