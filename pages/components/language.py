"""The reader's language: the browser's at first, then the one chosen in the sidebar."""

import streamlit as st

from core import i18n

KEY = "language"


def _session_language() -> str:
    return str(st.session_state.get(KEY, i18n.DEFAULT_LANGUAGE))


def choose() -> None:
    """Show the switch in the sidebar and translate everything after it; `?language=zh` in the address sets it too."""
    i18n.follow(_session_language)
    if KEY not in st.session_state:
        st.session_state[KEY] = i18n.nearest_language(st.query_params.get(KEY) or st.context.locale)
    with st.sidebar:
        st.segmented_control(
            "Language / 语言",
            list(i18n.LANGUAGES),
            format_func=lambda code: i18n.LANGUAGES[code],
            key=KEY,
            required=True,
            label_visibility="collapsed",
        )
