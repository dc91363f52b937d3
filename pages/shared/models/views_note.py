"""What is said of a model that looks at a picture several times, where only one look is shown."""

import streamlit as st

from core.data.pixels.view import count_squares
from core.i18n import _
from core.inference.model import Model


def views_note(model: Model) -> None:
    """Nothing of a model with one view."""
    if (views := count_squares(model.view)) > 1:
        text = _("The model answers with the mean of {n} views. Shown here is the first, the crop in the middle.")
        st.caption(text.format(n=views))
