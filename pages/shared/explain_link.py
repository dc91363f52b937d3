"""Links to the screens that explain a picture: from a prediction, from a cell of a matrix, from any gallery."""

from typing import NoReturn

import streamlit as st

from core.i18n import _

EXPLAIN = "pages/inference/explain/page.py"


def explain_link(model: str, dataset: str, path: str) -> None:
    """A link to why the model says what it says of a picture of a dataset, which `path` names."""
    label = _("Why? Explain it")
    st.page_link(EXPLAIN, label=label, icon=":material/troubleshoot:", query_params=_query(model, dataset, path))


def go_to_explanation(model: str, dataset: str, path: str) -> NoReturn:
    """Leave the page for that."""
    st.switch_page(EXPLAIN, query_params=_query(model, dataset, path))


def _query(model: str, dataset: str, path: str) -> dict[str, str]:
    return {"run": model, "dataset": dataset, "sample": path}
