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
        _("Training"): [
            st.Page("pages/training/train.py", title=_("Train"), icon=":material/model_training:"),
            st.Page("pages/training/runs.py", title=_("Runs"), icon=":material/list:"),
        ],
        _("Inference"): [
            st.Page("pages/inference/predict.py", title=_("Predict"), icon=":material/image_search:"),
            st.Page("pages/inference/evaluate.py", title=_("Evaluate"), icon=":material/grid_on:"),
        ],
    }
