"""The concept screens in their order, and at the end of each the sentence that leads to the next.

The screen that was opened last is remembered, so that home leads on from there.
"""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core import recent
from core.i18n import N_, _
from pages.shared.onward import Step, onward


@dataclass(frozen=True)
class Stop:
    """A screen by its path, title and Material icon, and the sentence that leads to it from the one before."""

    page: str
    title: str
    icon: str
    leads_here: str

    @property
    def address(self) -> str:
        """The last part of its address, which is the name of its folder."""
        return Path(self.page).parent.name


PATH = (
    Stop(
        "pages/concepts/learning/page.py",
        N_("How a network learns"),
        "all_inclusive",
        N_("Start here: one small network, from random weights to two classes told apart."),
    ),
    Stop(
        "pages/concepts/activations/page.py",
        N_("Activations"),
        "show_chart",
        N_("Every hidden unit bends its sum. See which bends let a network learn, and which ones stop it."),
    ),
    Stop(
        "pages/concepts/losses/page.py",
        N_("Losses"),
        "target",
        N_("The slopes carry the gradient back. It begins at the loss: see what a loss tells a prediction."),
    ),
    Stop(
        "pages/concepts/backprop/page.py",
        N_("Forward and backward"),
        "device_hub",
        N_("Now put both together: follow one step of training through a whole network, number by number."),
    ),
    Stop(
        "pages/concepts/optimizers/page.py",
        N_("Optimisers"),
        "flag",
        N_("You have every gradient. See how far a step should go, and how much to trust the steps before."),
    ),
    Stop(
        "pages/concepts/playground/page.py",
        N_("Playground"),
        "sports_esports",
        N_("Now it is your turn: draw points, build a network for them, and make it learn."),
    ),
    Stop(
        "pages/concepts/convolution/page.py",
        N_("Convolution and pooling"),
        "filter_center_focus",
        N_("You know how weights are learned. See how nine of them can serve a whole picture, one window at a time."),
    ),
    Stop(
        "pages/concepts/transfer/page.py",
        N_("Transfer learning"),
        "move_up",
        N_("Every network learns in such steps. See how much faster it goes from one that has learned already."),
    ),
    Stop(
        "pages/concepts/article/page.py",
        N_("The article, corrected"),
        "fact_check",
        N_("You have met all the ideas of the article behind this app. See what it gets right and where it slips."),
    ),
    Stop(
        "pages/training/instant/page.py",
        N_("Instant classifier"),
        "bolt",
        N_("Enough read: show it a few pictures of your own and have a classifier within seconds."),
    ),
)
CONCEPTS = PATH[:-1]


def next_concept(page: str, *others: Step) -> None:
    """Lead from the screen `page` to the one after it, and to `others`; remember that it was opened."""
    place = [stop.page for stop in PATH].index(page)
    following = PATH[place + 1]
    recent.remember("concept", PATH[place].address)
    onward(Step(_(following.leads_here), following.page, _(following.title)), *others)


def find_next_stop() -> tuple[int, Stop]:
    """The place and the stop after the concept that was opened last; the first one before any was."""
    addresses = [stop.address for stop in PATH]
    opened = recent.last("concept", among=[stop.address for stop in CONCEPTS])
    place = addresses.index(opened) + 1 if opened else 0
    return place, PATH[place]


def show_next_stop() -> None:
    """How far the reader is on the path, and the link that leads on."""
    place, stop = find_next_stop()
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="next_stop"):
        where = _("The concepts, step {at} of {all}").format(at=place + 1, all=len(PATH))
        st.markdown(f"**{where}** · {_(stop.leads_here)}", width="stretch")
        page = st.Page(stop.page, url_path=stop.address)  # by its path alone it is known only after the navigation
        st.page_link(page, label=_(stop.title), icon=":material/arrow_forward:", width="content")
