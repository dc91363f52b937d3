"""The first screen: what Glassbox is, and three ways in."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.i18n import N_, _
from core.runs.life import find_active

TRAIN = "pages/training/train/page.py"


@dataclass(frozen=True)
class Way:
    """A section: what one does there, and the screen to begin with."""

    title: str
    text: str
    page: str
    action: str
    icon: str


WAYS = (
    Way(
        N_("Understand"),
        N_("Take a small network apart, number by number: every formula with its numbers, every gradient proven."),
        "pages/concepts/backprop/page.py",
        N_("Open a network"),
        ":material/device_hub:",
    ),
    Way(
        N_("Train"),
        N_("Train a classifier on drawn cats and dogs or on your own photos, and watch it learn. One folder a class."),
        TRAIN,
        N_("Train one now"),
        ":material/model_training:",
    ),
    Way(
        N_("Ask"),
        N_("Give it a photo it has never seen; see where it errs, class by class and picture by picture."),
        "pages/inference/predict/page.py",
        N_("Ask about a photo"),
        ":material/image_search:",
    ),
)


def _make_page(path: str) -> StreamlitPage:
    """A screen as pages/navigation.py names it; by its path alone it is known only after the navigation has run."""
    return st.Page(path, url_path=Path(path).parent.name)


def _card(way: Way) -> None:
    with st.container(border=True, height="stretch", vertical_alignment="distribute"):
        with st.container():
            st.subheader(f"{way.icon} {_(way.title)}", anchor=False)
            st.write(_(way.text))
        st.page_link(_make_page(way.page), label=f"**{_(way.action)}**", icon=":material/arrow_forward:")


def _show_active() -> None:
    """A run that waits, is at work or is paused, if there is one."""
    if run := find_active():
        label = _("A training that is not over: {run}").format(run=run.run_id)
        st.page_link(_make_page(TRAIN), label=label, icon=":material/monitoring:", query_params={"run": run.run_id})


st.title("Glassbox")
st.markdown(_("Take a neural network apart, train one on your own pictures, and question it."))
_show_active()
for column, way in zip(st.columns(3), WAYS, strict=True):
    with column:
        _card(way)
st.caption(_("Everything happens on this machine: no picture, no model and no number leaves it."))
