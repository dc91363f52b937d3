"""On the first step of the path, a guess before the answer."""

from collections.abc import Callable

import streamlit as st

from core.i18n import _
from pages.shared.guide import guide
from pages.shared.plain import escape_markdown

STEP = "photo"
TYPED = "predict.guess.typed"
GUESSES = "predict.guesses"  # in the session: by the name of a picture


def ask_for_guess(name: str, render: Callable[[], bytes]) -> bool:
    """Whether the answer about the picture may be shown: where no guess is asked for, or when there is one."""
    guesses: dict[str, str] = st.session_state.setdefault(GUESSES, {})
    if name in guesses:
        said = escape_markdown(guesses[name]) or _("none")
        st.markdown(_("Your guess: **{guess}**. The network says:").format(guess=said))
        return True
    if not guide.is_open(STEP):
        return True
    picture, words = st.columns([2, 3])
    picture.image(render(), width="stretch", alt=name)
    with words, st.form("predict.guess", border=False):
        st.text_input(_("What will the network say? Your guess:"), max_chars=40, key=TYPED)
        st.form_submit_button(_("See what it says"), type="primary", on_click=_keep, args=(name,))
    return False


def _keep(name: str) -> None:
    st.session_state[GUESSES][name] = st.session_state[TYPED].strip()
