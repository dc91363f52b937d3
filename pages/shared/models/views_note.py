"""What is said of a model that does not look at a picture once and as a whole."""

import streamlit as st

from core.data.pixels.view import View, count_squares
from core.i18n import N_, _
from core.inference.model import Model

NOTES = {
    View.CROP: N_("The model looks at the middle square of a picture alone, not at what lies outside of it."),
    View.MIRRORED: N_(
        "The model answers with the mean of the picture and its mirror image. Shown here is the picture itself."
    ),
    View.VIEWS: N_("The model answers with the mean of {n} views. Shown here is the first, the crop in the middle."),
}


def views_note(model: Model) -> None:
    """Nothing of a model that sees the whole picture, once."""
    if note := NOTES.get(model.view):
        st.caption(_(note).format(n=count_squares(model.view)))
