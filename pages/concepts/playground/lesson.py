"""For a lesson: a link that leaves controls out, so that the screen has only those that the lesson is about."""

from collections.abc import Mapping

import streamlit as st

from core.i18n import N_, _
from pages.concepts.playground.state import CLOCK, LEAVABLE
from pages.concepts.playground.words import list_words

TITLES: Mapping[str, str] = {
    "examples": N_("Examples"),
    "brush": N_("Draw points"),
    "steps": N_("Single steps"),
    "layers": N_("Number of layers and units"),
    "panel": N_("Formula of a unit"),
    "table": N_("Your own table (CSV)"),
    "loss": N_("Loss"),
}  # the others are called as on the screen itself


def has(part: str) -> bool:
    return part not in CLOCK["hide"]


def lesson() -> None:
    """A line to unfold with everything that can be left out."""
    titles = list_words() | {part: _(title) for part, title in TITLES.items()}
    with st.expander(
        _("For a lesson: leave controls out"), icon=":material/visibility_off:", key="playground.lesson.folded"
    ):
        st.pills(
            _("Left out"),
            LEAVABLE,
            selection_mode="multi",
            format_func=lambda part: str(titles[part]),
            key=CLOCK.key("hide"),
        )
        st.caption(_("The link keeps it: who opens it sees the rest alone, and can bring everything back here."))
