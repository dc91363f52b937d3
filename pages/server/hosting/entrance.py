"""A session of a hosted server: everything in it is done for its visitor, who may sign in and out in the sidebar."""

from collections.abc import Collection

import streamlit as st

from core import workspace
from core.hosting import owners
from core.hosting.settings import HostSettings
from core.i18n import N_, _, sentences
from pages.shared import visitor
from pages.shared.concept_screen.path import CONCEPTS
from pages.shared.plain import escape_markdown

LOOKING = ("", "predict", "evaluate", "explain", "inside", "account")  # home, and what asks the shared models
FOR_GUESTS = frozenset({*LOOKING, *(stop.address for stop in CONCEPTS)})  # unless they train; then all is
FOR_ANYBODY = frozenset({"shared"})  # whoever has a link
PROMISES = (
    N_("What you make is yours: nobody else sees it."),
    N_("Without signing in you can use the concepts and ask the shared models."),
)


def begin(host: HostSettings) -> None:
    """Have everything after it be done for this session's visitor."""
    workspace.follow(visitor.find_workspace)
    if visitor.needs_settling() or not owners.is_settled(visitor.current().owner):
        owners.settle(visitor.current(), host)
        visitor.mark_settled()


def show(host: HostSettings) -> None:
    """Who is signed in, and the button that changes it."""
    mine = visitor.current()
    with st.sidebar:
        if mine.kind == "person":
            st.caption(escape_markdown(mine.name or mine.email or mine.owner[:8]))
            st.button(_("Sign out"), icon=":material/logout:", on_click=st.logout, key="sign_out")
        elif host.sign_in:
            st.button(_("Sign in"), icon=":material/login:", on_click=st.login, type="primary", key="sign_in")


def may_open(screen: str, host: HostSettings) -> bool:
    """Whether this visitor may open the screen of that address."""
    return screen in FOR_ANYBODY or visitor.current().kind == "person" or _is_for_guests(screen, host)


def _is_for_guests(screen: str, host: HostSettings) -> bool:
    return host.guests == "train" or (host.guests == "look" and screen in FOR_GUESTS)


def ask_to_sign_in(host: HostSettings) -> None:
    """In place of a screen that is not for guests."""
    st.title(_("Sign in to go on"))
    promises: Collection[str] = PROMISES if host.guests != "none" else PROMISES[:1]
    st.write(sentences(*map(_, promises)))
    if host.sign_in:
        st.button(_("Sign in"), icon=":material/login:", on_click=st.login, type="primary", key="sign_in_here")
