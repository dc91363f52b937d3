"""The reader's language: the browser's at first, then the one chosen in the sidebar, kept in the address."""

import streamlit as st

from core import i18n

KEY = "language"


def _session_language() -> str:
    return str(st.session_state.get(KEY) or i18n.DEFAULT_LANGUAGE)


def choose() -> None:
    """Show the switch in the sidebar and translate everything after it; `?language=zh` in the address sets it too."""
    with st.sidebar:
        st.segmented_control(
            "Language / 语言",
            list(i18n.LANGUAGES),
            default=i18n.nearest_language(st.context.locale),
            format_func=lambda code: i18n.LANGUAGES[code],
            key=KEY,
            required=True,
            label_visibility="collapsed",
            bind="query-params",
        )
    i18n.follow(_session_language)
