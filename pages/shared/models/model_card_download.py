"""The model card to take away, as Markdown and as a page, each made when its button is pressed."""

from collections.abc import Callable

import streamlit as st

from core import workspace
from core.export.card.writing import make_markdown, make_page
from core.i18n import _, language, speaking
from core.inference.model import Model

BYTES = "application/octet-stream"  # Streamlit answers an address that ends in .html, as it has for HTML, with its page
FILES: tuple[tuple[str, str, str, Callable[[Model], str]], ...] = (
    ("Markdown", "md", "text/markdown", make_markdown),
    ("HTML", "html", BYTES, make_page),
)


def model_card_download(model: Model) -> None:
    """The last section of a screen about a model."""
    st.subheader(_("Model card"), anchor=False)
    st.caption(
        _(
            "What is known of this model, to be passed on with it: data, figures with intervals, limits, how to "
            "reproduce it."
        )
    )
    with st.container(horizontal=True):
        for title, ending, kind, make in FILES:
            st.download_button(
                title,
                workspace.carry(_follow_language(model, make)),
                file_name=f"{model.id}-card.{ending}",
                mime=kind,
                icon=":material/download:",
                key=f"card.{ending}",
                on_click="ignore",
            )


def _follow_language(model: Model, make: Callable[[Model], str]) -> Callable[[], bytes]:
    """Make the card later, when nobody can be asked for the language, in that of now."""
    code = language()

    def write() -> bytes:
        with speaking(code):
            return make(model).encode()

    return write
