"""The reader's language: the browser's at first, then the one that was chosen in the sidebar.

It is kept in the address, so that a reload and a shared link have it, and remembered for addresses without it.
"""

import re
import threading
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core import i18n, recent

KEY: Final = "language"
LINK = re.compile(r"\]\((\w+)(?:\?([^)]*))?\)")  # in Markdown, to a screen of ours


_run = threading.local()  # of a run's thread: its language, since every text on a page asks for it


def _read_session_language() -> str:
    return str(st.session_state.get(KEY) or i18n.DEFAULT_LANGUAGE)


def _read_run_language() -> str:
    """That of the session, asked for once a run; a thread works for one session alone."""
    context = get_script_run_ctx(suppress_warning=True)
    known: tuple[object, str] | None = getattr(_run, "known", None)
    if known is None or known[0] is not context:
        known = _run.known = (context, _read_session_language())
    return known[1]


def choose() -> None:
    """Show the switch in the sidebar and translate everything after it; `?language=zh` in the address sets it too."""
    if KEY not in st.session_state:
        asked = st.query_params.get(KEY)
        st.session_state[KEY] = asked if asked in i18n.LANGUAGES else _find_first()
    with st.sidebar:
        st.segmented_control(
            "Language / 语言",
            list(i18n.LANGUAGES),
            format_func=lambda code: i18n.LANGUAGES[code],
            key=KEY,
            required=True,
            on_change=_remember,
            label_visibility="collapsed",
        )
    _run.known = None
    i18n.follow(_read_run_language)


def _find_first() -> str:
    return recent.last(KEY, i18n.LANGUAGES) or i18n.nearest_language(st.context.locale)


def _remember() -> None:
    recent.remember(KEY, _read_session_language())


def keep_in_address() -> None:
    """A choice that differs from the browser's language survives a reload on any page.

    Call it after the navigation: before it, the browser would put the language to the path of the screen that was left,
    and Back would lead there.
    """
    chosen = _read_session_language()
    if chosen != i18n.nearest_language(st.context.locale):
        st.query_params[KEY] = chosen
    elif KEY in st.query_params:
        del st.query_params[KEY]


def add_language_to_links(text: str) -> str:
    """The text with its links to other screens in the reader's language, which a tab that they open cannot know."""
    return LINK.sub(_add_language, text)


def _add_language(link: re.Match[str]) -> str:
    query = "&".join(filter(None, (link[2], f"{KEY}={i18n.language()}")))
    return f"]({link[1]}?{query})"
