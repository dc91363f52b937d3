"""Links to the screens that explain a picture: from a prediction, from a cell of a matrix, from any gallery."""

import streamlit as st

from core.i18n import _

EXPLAIN = "pages/inference/explain/page.py"


def explain_link(model: str, dataset: str, path: str) -> None:
    """A link to why the model says what it says of a picture of a dataset, which `path` names."""
    query = {"run": model, "dataset": dataset, "sample": path}
    st.page_link(EXPLAIN, label=_("Why? Explain it"), icon=":material/troubleshoot:", query_params=query)
