"""The ways in: a card each, with its picture, what one does there, and where to begin."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.i18n import N_, _
from pages.home.miniature import Kind, miniature

OPENED = "home.opened"  # in the session: the page of the picture that was pressed


@dataclass(frozen=True)
class Way:
    """What one does there; `pages` are where to begin, the first one first: by path, what its link says."""

    picture: Kind
    shows: str
    title: str
    text: str
    pages: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=dict)


WAYS = (
    Way(
        "learning",
        N_("A small network learns to tell two half moons of points apart"),
        N_("See how it learns"),
        N_("Take a small network apart: every formula with its numbers, every gradient proven."),
        {
            "pages/concepts/learning/page.py": N_("Watch a network learn"),
            "pages/concepts/backprop/page.py": N_("Open a network"),
        },
    ),
    Way(
        "layers",
        N_("A picture of a cat goes through the layers of a network, which answers: cat"),
        N_("Train your own"),
        N_("One folder of photos a class. Watch it learn, layer by layer, and see where it errs."),
        {
            "pages/training/datasets/page.py": N_("Add your photos"),
            "pages/training/train/page.py": N_("Train one now"),
        },
        {"source": "upload"},
    ),
    Way(
        "instant",
        N_("A classifier looks at one picture after another and says how probable cat and dog are"),
        N_("Instant classifier"),
        N_("Show it a few pictures of each class, from the camera or from files. It answers at once."),
        {
            "pages/training/instant/page.py": N_("Start the instant classifier"),
            "pages/inference/predict/page.py": N_("Ask about a photo"),
        },
    ),
)


def ways() -> None:
    """The cards side by side, on a phone one below the other."""
    if opened := st.session_state.pop(OPENED, None):
        st.switch_page(_make_page(opened))
    for column, way in zip(st.columns(len(WAYS)), WAYS, strict=True):
        with column, st.container(border=True, height="stretch", gap="small"):
            _show(way)


def _show(way: Way) -> None:
    first = next(iter(way.pages))
    miniature(way.picture, label=_(way.shows), on_open=lambda: st.session_state.update({OPENED: first}))
    st.subheader(_(way.title), anchor=False)
    st.markdown(_(way.text))
    with st.container(gap="xsmall"):
        st.page_link(
            _make_page(first), label=f"**{_(way.pages[first])}**", icon=":material/arrow_forward:",
            query_params=dict(way.query),
        )  # fmt: skip
        for page in list(way.pages)[1:]:
            st.page_link(_make_page(page), label=_(way.pages[page]), icon=":material/arrow_forward:")


def _make_page(path: str) -> StreamlitPage:
    """A screen as pages/navigation.py names it; by its path alone it is known only after the navigation has run."""
    return st.Page(path, url_path=Path(path).parent.name)
