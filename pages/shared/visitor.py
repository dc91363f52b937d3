"""Who looks at this page, and what the host has decided; None where the app is a person's own.

    if host := visitor.host(): ...                  # the settings, of a hosted server
    workspace.follow(visitor.find_workspace)        # everything is done for whoever asks

Nothing of `core.hosting` is imported before a host asks for it.
"""

import json
import time
from collections.abc import Mapping
from functools import cache, lru_cache  # of what the server's process is started with
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core import workspace
from core.workspace import Workspace

if TYPE_CHECKING:
    from core.hosting.owners import Visitor
    from core.hosting.settings import HostSettings

SETTLED = "visitor.settled"  # in the session: when the workspace's record and quota were written last
SETTLE_EVERY = 60.0  # seconds
VISITOR = "glassbox_visitor"  # among what Streamlit knows of a session's user; `core.hosting.streamlit_options`


def is_hosted() -> bool:
    return workspace.is_hosted()


@cache
def host() -> "HostSettings | None":
    """The settings of the host; None where the app is a person's own."""
    if not is_hosted():
        return None
    from core.hosting import settings

    return settings.load()


def current() -> "Visitor":
    """Whoever the current session is of; it was told once, when the browser connected, and never changes.

    Raises:
        LookupError: this is no thread of a session, and nobody has said for whom it works.

    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        raise LookupError("This thread works for nobody: hand it a workspace with `workspace.carry`.")
    return read_visitor(context.user_info) or _make_nobody(context.session_id)


def read_visitor(user: Mapping[str, object]) -> "Visitor | None":
    """The visitor among what Streamlit knows of a session's user."""
    written = user.get(VISITOR)
    return _parse(str(written)) if written else None


@lru_cache(maxsize=1024)  # a page asks twenty times
def _parse(written: str) -> "Visitor":
    from core.hosting.owners import Visitor

    return Visitor.model_validate(json.loads(written))


def find_workspace() -> Workspace:
    """The workspace of the current session."""
    from core.hosting import owners

    return owners.find_workspace(current().owner)


def needs_settling() -> bool:
    """Whether the session's workspace has to be looked after: at its first page, and every minute."""
    return time.time() - float(st.session_state.get(SETTLED, 0.0)) > SETTLE_EVERY


def mark_settled() -> None:
    st.session_state[SETTLED] = time.time()


def forget_settled() -> None:
    """Have the workspace made anew at the next page."""
    st.session_state.pop(SETTLED, None)


def _make_nobody(session_id: str) -> "Visitor":
    """The visitor of a session that no browser has opened: the server runs the script once to load what it needs."""
    from core.hosting.owners import Visitor, name_guest

    return Visitor(owner=name_guest(session_id), kind="guest")
