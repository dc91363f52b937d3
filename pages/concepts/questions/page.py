"""Questions and reading: six questions of newcomers, and books, courses and papers with their authors."""

import pandas as pd
import streamlit as st

from core.content.reading import KINDS, WORKS, Work
from core.i18n import N_, _
from pages.concepts.questions.answers import ANSWERS, Answer
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import next_concept
from pages.shared.screen_state import State, choice

KIND_NAMES = {"book": N_("Books"), "course": N_("Courses"), "paper": N_("Papers")}
STATE = State("questions", {"kind": choice("book", KINDS)})


def show_answer(answer: Answer) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{_(answer.question)}**")
        st.markdown(_(answer.text))
        with st.container(horizontal=True):
            for screen in answer.screens:
                st.page_link(screen, icon=":material/arrow_forward:", width="content")


def show_work(work: Work) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"[**{work.title}**]({work.address}) · {work.authors}, {work.year}")
        st.markdown(_(work.why))


def works_table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("kind"): [_(KIND_NAMES[work.kind]) for work in WORKS],
            _("title"): [work.title for work in WORKS],
            _("authors"): [work.authors for work in WORKS],
            _("year"): [work.year for work in WORKS],
            _("address"): [work.address for work in WORKS],
        }
    )


STATE.restore()
scaffold.heading(
    _("Questions and reading"),
    _("Six questions that everybody asks, each with the screen that **shows** the answer, and where to read on."),
)
for column, first in zip(st.columns(2), range(2), strict=True):
    with column:
        for one in ANSWERS[first::2]:
            show_answer(one)
st.subheader(_("To read on"))
kind_names = {name: _(title) for name, title in KIND_NAMES.items()}
st.segmented_control(
    _("Kind"),
    KINDS,
    format_func=kind_names.__getitem__,
    key=STATE.key("kind"),
    required=True,
    label_visibility="collapsed",
)
for work in WORKS:
    if work.kind == STATE["kind"]:
        show_work(work)
st.caption(_("These are addresses on the internet; nothing is opened until you press one."))
scaffold.table(works_table, label=N_("All of them as a table"))
next_concept("pages/concepts/questions/page.py")
STATE.keep()
