"""Where to go next: the last thing on a screen, a sentence and a link a place, the same everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

KEY = "onward"


@dataclass(frozen=True)
class Step:
    """A screen to go to: `page` is its path, such as ``pages/concepts/losses/page.py``, `title` what the link says.

    `sentence` says why one would go there; `query` is what the address then says.
    """

    sentence: str
    page: str
    title: str
    query: Mapping[str, str] = field(default_factory=dict)


def onward(*steps: Step) -> None:
    """Lead on to other screens, the first one being what most people want."""
    with st.container(border=True, key=KEY, gap="xsmall"):
        for step in steps:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(step.sentence, width="stretch")
                icon = ":material/arrow_forward:"
                st.page_link(step.page, label=step.title, icon=icon, width="content", query_params=dict(step.query))
