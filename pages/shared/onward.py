"""Where to go next: the last thing on a screen, one sentence and a link, the same everywhere."""

import streamlit as st

KEY = "onward"


def onward(sentence: str, page: str, title: str) -> None:
    """Lead on to another screen: `page` is its path, such as ``pages/concepts/losses/page.py``, `title` its title."""
    with st.container(border=True, key=KEY, horizontal=True, vertical_alignment="center"):
        st.markdown(sentence, width="stretch")
        st.page_link(page, label=title, icon=":material/arrow_forward:", width="content")
