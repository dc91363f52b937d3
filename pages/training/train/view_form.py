"""The choice of how a picture becomes a square, shown on pictures of the dataset."""

import numpy as np
import streamlit as st

from core.data.intake.choices import Choice
from core.data.intake.view_preview import draw_views
from core.data.pixels.decode import Pixels
from core.data.pixels.view import View
from core.i18n import N_, _, sentences
from core.specs.settings import list_settings
from pages.shared.caches import cache_data
from pages.training.train.form_state import STATE
from pages.training.train.setting_widget import draw_setting

PICTURES = 6
SIDE = 96  # pixels of a previewed picture
ABOUT = {
    View.STRETCH: N_("The whole picture, its width and height stretched to be equal."),
    View.CROP: N_(
        "The middle of the picture in its proportions, as pretrained networks saw theirs. What is pale is not seen."
    ),
    View.LETTERBOX: N_("The whole picture in its proportions, smaller, with grey beside it."),
    View.MIRRORED: N_(
        "The mean of the stretched picture and its mirror image: twice the work. A network that has learned from "
        "mirrored pictures becomes a little better; left and right become the same."
    ),
    View.VIEWS: N_(
        "The mean of three views and their mirror images: six times the work for a little more. Left and right become "
        "the same."
    ),
}


def choose_view(choice: Choice) -> None:
    """Ask for it, and show what each picture's square would be."""
    draw_setting(st.container(), list_settings()["view"])
    view = View(STATE["view"])
    shown = np.asarray(_preview(choice.name, choice, choice.images, view))
    about = [_(ABOUT[view])]
    if shown.size:
        alt = _("Pictures of the dataset, and below each what the network sees of it")
        st.image(shown, width="stretch", output_format="PNG", alt=alt)
        about.append(_("Above pictures of the dataset, below what the network sees of them."))
    st.caption(sentences(*about))


@cache_data(max_entries=32)
def _preview(name: str, _choice: Choice, images: int, view: View) -> Pixels:
    """Kept by the dataset's name and how many pictures it has, since one may be removed and another take its name."""
    return draw_views(_choice, SIDE, PICTURES, view)
