"""Links to the screen that the reader is on: the browser learns the address that they lead to.

Streamlit runs the screen with what a link says, but writes that into the browser's address only where the screen is
another one. The address then names what was there before, and the next control brings that back.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.session_state import SessionState

SCREEN = "same_page_links.screen"  # in the session: the one of the run before


def tell_address(screen: str) -> None:
    """In a run of the same screen as before in which no control has changed: the reader has come by a link or by Back.

    A browser whose address says so already does nothing. One that goes to another screen writes the address itself, and
    would put what is told here to the path of the screen that it leaves. What a control has caused may have been sent
    before the browser knew a newer address, and is left alone.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or context.fragment_ids_this_run:
        return
    before = st.session_state.get(SCREEN)
    st.session_state[SCREEN] = screen
    if screen == before and not _has_changed(context.session_state._state):
        st.query_params.from_dict(st.query_params.to_dict())


def _has_changed(state: SessionState) -> bool:
    return any(map(state._widget_changed, state._new_widget_state.states))
