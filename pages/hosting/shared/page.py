"""What somebody shares, to whoever has the link: a run, a dataset, a prediction, or a model to try. `?link=` names it.

Everything is read in the workspace of whoever gave out the link, and nothing is written there. A picture that a visitor
gives the model is theirs: it goes to the model and nowhere else.
"""

import streamlit as st

from core import workspace
from core.errors import InputError
from core.hosting import shares
from core.hosting.shares import Share
from core.i18n import _
from pages.hosting.shared.trying import try_model
from pages.hosting.shared.views import show_dataset, show_prediction, show_run
from pages.shared import visitor
from pages.shared.link import describe_end, describe_what
from pages.shared.plain import escape_markdown

VIEWS = {"run": show_run, "dataset": show_dataset, "prediction": show_prediction}


def _find_share() -> Share | None:
    """What the address names, if the host lets this visitor see it; None with a sentence otherwise."""
    host = visitor.host()
    if host is None or host.links == "off":
        st.info(_("There are no links on this server."), icon=":material/link_off:")
        return None
    if host.links == "people" and visitor.current().kind == "guest":
        st.info(_("Sign in to see what was shared with you."), icon=":material/login:")
        return None
    return shares.find(st.query_params.get("link", ""))


def _show(share: Share) -> None:
    with workspace.using(share.workspace):
        if share.what == "model":
            try_model(share)
        else:
            VIEWS[share.what](share.name)


try:
    if found := _find_share():
        shared = _("shared with you")
        st.caption(f"{describe_what(found)} · {shared} · {describe_end(found)}")
        _show(found)
except InputError as error:
    st.title(_("Shared with you"))
    st.error(escape_markdown(str(error)), icon=":material/error:")
