"""A concept screen as a notebook to take along: the same mathematics and the numbers of the moment, NumPy alone."""

from collections.abc import Sequence

import streamlit as st

from core.export.concept_notebook.lesson import Call, write_lesson
from core.i18n import _, language, speaking
from pages.shared.concept_screen.path import PATH


def take_along(page: str, calls: Sequence[Call]) -> None:
    """Offer the screen `page` with what it computes now; the notebook is written when it is asked for."""
    stop = next(stop for stop in PATH if stop.page == page)
    code, title = language(), _(stop.title)

    def write() -> bytes:
        with speaking(code):
            return write_lesson(title, calls).encode()

    st.download_button(
        _("Take this screen along as a notebook"),
        write,
        file_name=f"{stop.address}.ipynb",
        mime="application/x-ipynb+json",
        icon=":material/download:",
        key=f"{stop.address}.notebook",
        on_click="ignore",
        help=_("A Jupyter notebook with the code of this screen, which computes its numbers again with NumPy alone."),
    )
