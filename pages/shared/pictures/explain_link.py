"""Links to the screens that explain a picture: from a prediction, from a cell of a matrix, from any gallery."""

from pathlib import Path
from typing import NoReturn

import streamlit as st

from core.data.pixels.decode import read
from core.i18n import _
from pages.shared.guide import guide
from pages.shared.pictures.picture_choice import HANDED_OVER, Picture

EXPLAIN = "pages/inference/explain/page.py"


def explain_link(model: str, dataset: str, path: str) -> None:
    """A link to why the model says what it says of a picture of a dataset, which `path` names."""
    label = _("Why? Explain it")
    st.page_link(EXPLAIN, label=label, icon=":material/troubleshoot:", query_params=_query(model, dataset, path))


def explain_button(model: str, name: str, source: Path | bytes, *, key: str) -> None:
    """The same of a picture that no dataset has: this session keeps its bytes until another one is handed over."""
    if st.button(_("Why? Explain it"), icon=":material/troubleshoot:", key=key, type="tertiary"):
        st.session_state[HANDED_OVER] = Picture(name, read(source, name))
        st.switch_page(EXPLAIN, query_params={"run": model, "sample_from": HANDED_OVER, **guide.read_walk(EXPLAIN)})


def go_to_explanation(model: str, dataset: str, path: str) -> NoReturn:
    """Leave the page for that."""
    st.switch_page(EXPLAIN, query_params=_query(model, dataset, path))


def _query(model: str, dataset: str, path: str) -> dict[str, str]:
    return {"run": model, "dataset": dataset, "sample": path, **guide.read_walk(EXPLAIN)}
