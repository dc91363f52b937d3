"""The button that gives out a link to one thing, on a hosted server; elsewhere there is nobody to give it to."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import InputError
from core.i18n import N_, _, ngettext
from pages.shared import visitor
from pages.shared.plain import escape_markdown

if TYPE_CHECKING:
    from core.hosting.shares import Share, What

WHATS = {
    "run": N_("Run"), "model": N_("Model"), "dataset": N_("Dataset"), "prediction": N_("One prediction")
}  # fmt: skip
REFUSED = "link.refused"  # in the session: by thing, why no link could be made
GIVEN = "link.given"  # in the session: by thing, the link that was just made


def share_button(what: "What", name: str, label: str, *, keep: Callable[[], str] | None = None) -> None:
    """Offer a link to the thing of this name, of the current visitor, for as long as they choose.

    What is not kept anyway is kept by `keep` when the link is made; it returns the name under which.
    """
    host = visitor.host()
    if host is None or host.links == "off":
        return
    from core.hosting.shares import DAYS

    with st.popover(label, icon=":material/share:", key=f"share.{what}.{name}"):
        st.caption(_("Whoever has the link sees this, and nothing else of yours. You can take it back at any time."))
        days = st.segmented_control(
            _("It ends after"), DAYS, default=DAYS[1], key=f"share.days.{what}.{name}", required=True,
            format_func=lambda days: ngettext("{n} day", "{n} days", days).format(n=days),
        )  # fmt: skip
        st.button(
            _("Make a link"),
            key=f"share.make.{what}.{name}",
            type="primary",
            on_click=_give,
            args=(what, name, days, keep),
        )
        if share := st.session_state.get(f"{GIVEN}.{what}.{name}"):
            st.code(build_address(share), language=None, wrap_lines=True)
        if refused := st.session_state.pop(f"{REFUSED}.{what}.{name}", None):
            st.error(escape_markdown(refused), icon=":material/error:")


def _give(what: "What", name: str, days: int | None, keep: Callable[[], str] | None) -> None:
    from core.hosting import shares

    try:
        given = shares.give(what, keep() if keep else name, days or 1)
    except InputError as error:
        st.session_state[f"{REFUSED}.{what}.{name}"] = str(error)
    else:
        st.session_state[f"{GIVEN}.{what}.{name}"] = given


def build_address(share: "Share") -> str:
    """What is sent to somebody else."""
    host = visitor.host()
    assert host is not None, "only a host has links"
    return f"{host.address}/shared?link={share.token}"


def describe_what(share: "Share") -> str:
    return _(WHATS[share.what])


def describe_end(share: "Share") -> str:
    """When the link ends."""
    if share.ends <= time.time():
        return _("ended")
    return _("until {date}").format(date=f"{datetime.fromtimestamp(share.ends, UTC):%Y-%m-%d %H:%M} UTC")
