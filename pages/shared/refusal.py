"""A press that is refused: the reason is told, and the page stays as it is.

Whatever a callback refuses is told in a corner of the window until the reader closes it (`tell_refusal`, which the
server calls for every callback). Where the button has room below it, the reason stands there instead:

    st.button(_("Resume"), on_click=attempt, args=(key, control.resume, run))
    show_refusal(key)
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.errors import InputError
from pages.shared.plain import escape_markdown

REFUSED = "refusal.refused"  # in the session: by key, why the last press was refused


def tell_refusal(error: Exception) -> None:
    st.toast(escape_markdown(str(error)), icon=":material/error:", duration="infinite")


def attempt(key: str, action: Callable[..., Any], *args: Any) -> None:
    """Act as the button says; what is refused stands under `key` until the next press."""
    refused: dict[str, InputError] = st.session_state.setdefault(REFUSED, {})
    refused.pop(key, None)
    try:
        action(*args)
    except InputError as error:
        refused[key] = error


def show_refusal(key: str) -> None:
    if why := st.session_state.get(REFUSED, {}).get(key):
        st.error(escape_markdown(str(why)), icon=":material/error:")
