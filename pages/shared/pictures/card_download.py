"""A button that hands out a card as a PNG, drawn when it is pressed."""

from collections.abc import Callable

import streamlit as st

from core.i18n import _


def card_download(draw: Callable[[], bytes], *, file_name: str, key: str) -> None:
    """Offer what `draw` returns as the file of that name."""
    st.download_button(
        _("Download as a picture"),
        draw,
        file_name=file_name,
        mime="image/png",
        icon=":material/download:",
        key=key,
        on_click="ignore",
    )
