"""Which screens there are, in which order; a screen's address is the name of its folder and is never translated."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache  # of what the program itself consists of
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core import i18n
from core.i18n import N_, _
from pages.shared import visitor
from pages.shared.concept_screen.path import CONCEPTS

NAME = "Glassbox"
HOME = "pages/home/page.py"


@dataclass(frozen=True)
class Screen:
    """A screen by its path, its title, and its icon of Material."""

    page: str
    title: str
    icon: str


SECTIONS: Mapping[str, Sequence[Screen]] = {
    N_("Concepts"): [Screen(stop.page, stop.title, stop.icon) for stop in CONCEPTS],
    N_("Training"): [
        Screen("pages/training/datasets/page.py", N_("Datasets"), "photo_library"),
        Screen("pages/training/instant/page.py", N_("Instant classifier"), "bolt"),
        Screen("pages/training/train/page.py", N_("Train"), "model_training"),
        Screen("pages/training/design/page.py", N_("Design"), "account_tree"),
        Screen("pages/training/search/page.py", N_("Search"), "manage_search"),
        Screen("pages/training/runs/page.py", N_("Runs"), "list"),
        Screen("pages/training/compare/page.py", N_("Compare"), "compare_arrows"),
    ],
    N_("Inference"): [
        Screen("pages/inference/predict/page.py", N_("Predict"), "image_search"),
        Screen("pages/inference/evaluate/page.py", N_("Evaluate"), "grid_on"),
        Screen("pages/inference/explain/page.py", N_("Explain"), "troubleshoot"),
        Screen("pages/inference/inside/page.py", N_("Inside your network"), "layers"),
        Screen("pages/inference/export/page.py", N_("Export"), "ios_share"),
    ],
}


HOSTED = (
    N_("This server"),
    [
        Screen("pages/hosting/classes/page.py", N_("Classrooms"), "school"),
        Screen("pages/hosting/account/page.py", N_("Your account"), "account_circle"),
    ],
)
SHARED = Screen("pages/hosting/shared/page.py", N_("Shared with you"), "share")  # reached by a link alone


def list_screens() -> list[str]:
    """The paths of all screens but home, in their order."""
    return [screen.page for screens in SECTIONS.values() for screen in screens]


def list_hosted_screens() -> list[str]:
    """The paths of the screens that only a server of many has."""
    return [screen.page for screen in (*HOSTED[1], SHARED)]


def sections() -> dict[str, list[StreamlitPage]]:
    """The screens by section, titled in the reader's language.

    Each is a copy for this run, which Streamlit marks as its own. Making one asks the disk for its file; with forty of
    them that took a fifth of the time in which a page is drawn.
    """
    made = _make_sections(i18n.language(), visitor.is_hosted())
    return {title: [copy(page) for page in pages] for title, pages in made.items()}


@cache
def _make_sections(_language: str, hosted: bool) -> dict[str, list[StreamlitPage]]:
    home = st.Page(HOME, title=_("Home"), icon=":material/home:", default=True)
    shown = {_(title): [_page(screen) for screen in screens] for title, screens in SECTIONS.items()}
    return {"": [home]} | shown | (_hosted_section() if hosted else {})


def _hosted_section() -> dict[str, list[StreamlitPage]]:
    """The screens that only a server of many has."""
    title, screens = HOSTED
    return {_(title): [*map(_page, screens), _page(SHARED, visibility="hidden")]}


def tab_title(page: StreamlitPage) -> str:
    """What the browser's tab says, the screen first: of several tabs only the first words are to be read."""
    return NAME if page.url_path == "" else f"{page.title} · {NAME}"


def _page(screen: Screen, visibility: Literal["visible", "hidden"] = "visible") -> StreamlitPage:
    address, icon = Path(screen.page).parent.name, f":material/{screen.icon}:"
    return st.Page(screen.page, title=_(screen.title), icon=icon, url_path=address, visibility=visibility)
