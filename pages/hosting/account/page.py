"""Your account on a hosted server: usage and limits, the links that you gave out, and deleting everything."""

from contextlib import suppress

import streamlit as st

from core import ledger, quota, workspace
from core.errors import InputError
from core.hosting import predictions, retention, shares
from core.hosting.shares import Share
from core.i18n import N_, _
from core.quota import MEGABYTE, NO_TRAINING
from core.tasks import overview
from core.units import format_bytes, format_per_cent
from pages.shared import visitor
from pages.shared.allowance import describe_keeping
from pages.shared.link import build_address, describe_end, describe_what
from pages.shared.plain import escape_markdown

SURE = "account.sure"
NOTHING_LEFT = "account.erased"  # in the session: that everything was just deleted
BARS = {
    "stored_mb": N_("Stored: {used} of {most}"),
    "pictures": N_("Pictures: {used} of {most}"),
    "upload_mb": N_("Uploaded today: {used} of {most}"),
    "training_minutes": N_("Minutes of training today: {used} of {most}"),
    "jobs": N_("Jobs at work or waiting: {used} of {most}"),
}


def _show_who() -> None:
    """The name; or that there is none yet, and the way to one, which on a phone is folded away with the sidebar."""
    me, host = visitor.current(), visitor.host()
    if me.kind == "person":
        st.markdown(escape_markdown(me.name or me.email))
        return
    st.markdown(_("You are here as a guest."))
    if host and host.sign_in:
        st.button(_("Sign in"), icon=":material/login:", on_click=st.login, type="primary", key="account.sign_in")


def _show_usage() -> None:
    mine, stored = quota.current(), quota.measure(workspace.current().root)
    owner = workspace.current().owner
    used = {
        "stored_mb": stored.size / MEGABYTE,
        "pictures": float(stored.pictures),
        "upload_mb": ledger.total(owner, "uploads") / MEGABYTE,
        "training_minutes": ledger.total(owner, "training") / 60,
        "jobs": float(len(overview.list_work())),
    }
    for name, text in BARS.items():
        most = mine.least(name)
        shown = _format(name, used[name])
        if most is None:
            st.markdown(_(text).format(used=shown, most=_("no limit")))
        elif name == "training_minutes" and most == 0:
            st.caption(_(NO_TRAINING))
        else:
            share = used[name] / most if most else 1.0
            st.progress(min(1.0, share), _(text).format(used=shown, most=_format(name, most)))
    st.caption(describe_keeping())


def _format(name: str, number: float) -> str:
    return format_bytes(number * MEGABYTE) if name.endswith("_mb") else f"{number:,.0f}"


def _show_links() -> None:
    st.subheader(_("Links that you gave out"), anchor=False)
    given = shares.list_mine()
    if not given:
        st.caption(_("None. Runs, datasets and models have a button “Share”."))
    for share in given:
        _show_link(share)


def _show_link(share: Share) -> None:
    with st.container(border=True, key=f"account.link.{share.token[:12]}"):
        st.markdown(f"**{describe_what(share)}** · {escape_markdown(_name(share))} · {describe_end(share)}")
        st.code(build_address(share), language=None, wrap_lines=True)
        st.button(
            _("Take back"), icon=":material/link_off:", key=f"account.back.{share.token[:12]}",
            on_click=shares.take_back, args=(share.token,),
        )  # fmt: skip


def _name(share: Share) -> str:
    """What the thing is called; a prediction, which has no name, by what was said."""
    if share.what == "prediction":
        with suppress(InputError):
            kept = predictions.load(share.name)
            label, probability = kept.answer or kept.guesses[0]
            return f"{label}, {format_per_cent(probability)}"
    return share.name


def _show_end() -> None:
    st.subheader(_("Delete everything"), anchor=False)
    st.caption(_("All your datasets, runs, models and links, at once and for good. Trainings at work are stopped."))
    sure = st.checkbox(_("I do not need any of it any more"), key=SURE)
    st.button(_("Delete everything"), icon=":material/delete_forever:", disabled=not sure, on_click=_erase)


def _erase() -> None:
    retention.erase(workspace.current().owner)
    visitor.forget_settled()
    st.session_state[SURE] = False
    st.session_state[NOTHING_LEFT] = True


st.title(_("Your account"))
if st.session_state.pop(NOTHING_LEFT, False):
    st.success(_("Everything is deleted."), icon=":material/check_circle:")
_show_who()
_show_usage()
_show_links()
_show_end()
