"""Which screens there are, in which order, under which address."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.i18n import _

HOME = "pages/home.py"


def sections() -> dict[str, list[StreamlitPage]]:
    """The screens by section, titled in the reader's language; addresses are never translated."""
    return {
        "": [
            st.Page(HOME, title=_("Home"), icon=":material/home:", default=True),
        ],
        _("Concepts"): [
            st.Page(
                "pages/concepts/learning.py",
                title=_("How a network learns"),
                icon=":material/all_inclusive:",
                url_path="learning",
            ),
            st.Page(
                "pages/concepts/activations.py",
                title=_("Activations"),
                icon=":material/show_chart:",
                url_path="activations",
            ),
            st.Page("pages/concepts/losses.py", title=_("Losses"), icon=":material/target:", url_path="losses"),
        ],
    }
