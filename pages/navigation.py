"""Which screens there are, in which order; a screen's address is the name of its folder and is never translated."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.i18n import _

NAME = "Glassbox"


def sections() -> dict[str, list[StreamlitPage]]:
    """The screens by section, titled in the reader's language."""
    return {
        "": [st.Page("pages/home/page.py", title=_("Home"), icon=":material/home:", default=True)],
        _("Concepts"): [
            _page("pages/concepts/learning/page.py", _("How a network learns"), "all_inclusive"),
            _page("pages/concepts/activations/page.py", _("Activations"), "show_chart"),
            _page("pages/concepts/losses/page.py", _("Losses"), "target"),
            _page("pages/concepts/backprop/page.py", _("Forward and backward"), "device_hub"),
            _page("pages/concepts/optimizers/page.py", _("Optimisers"), "flag"),
            _page("pages/concepts/transfer/page.py", _("Transfer learning"), "move_up"),
            _page("pages/concepts/article/page.py", _("The article, corrected"), "fact_check"),
        ],
        _("Training"): [
            _page("pages/training/datasets/page.py", _("Datasets"), "photo_library"),
            _page("pages/training/instant/page.py", _("Instant classifier"), "bolt"),
            _page("pages/training/train/page.py", _("Train"), "model_training"),
            _page("pages/training/runs/page.py", _("Runs"), "list"),
            _page("pages/training/compare/page.py", _("Compare"), "compare_arrows"),
        ],
        _("Inference"): [
            _page("pages/inference/predict/page.py", _("Predict"), "image_search"),
            _page("pages/inference/evaluate/page.py", _("Evaluate"), "grid_on"),
        ],
    }


def tab_title(page: StreamlitPage) -> str:
    """What the browser's tab says, the screen first: of several tabs only the first words are to be read."""
    return NAME if page.url_path == "" else f"{page.title} · {NAME}"


def _page(path: str, title: str, icon: str) -> StreamlitPage:
    return st.Page(path, title=title, icon=f":material/{icon}:", url_path=Path(path).parent.name)
