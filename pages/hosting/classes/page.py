"""Classes: begin one, join one by its code, see the task, and as its teacher everybody's runs. `?code=` names it."""

from collections.abc import Callable

import streamlit as st

from core import workspace
from core.data import datasets
from core.errors import InputError
from core.hosting import classes
from core.hosting.classes import Classroom
from core.i18n import _, ngettext
from pages.hosting.classes.board import show_board
from pages.shared import visitor
from pages.shared.plain import escape_markdown

TRAIN = "pages/training/train/page.py"
DAYS = (1, 7, 30, 90)
CODE = "code"


def _show_class(code: str) -> None:
    classroom = classes.find(code)
    st.title(escape_markdown(classroom.title))
    if workspace.current().owner == classroom.teacher:
        _lead(classroom)
    elif member := classes.find_member(classroom, workspace.current().owner):
        _take_part(classroom, member.dataset)
    else:
        _ask_to_join(classroom)
    st.page_link("pages/hosting/classes/page.py", label=_("All classes"), icon=":material/arrow_back:")


def _lead(classroom: Classroom) -> None:
    """The link to give out, and the board."""
    host = visitor.host()
    assert host is not None, "only a host has classes"
    st.caption(_("Give this link to your class. Whoever opens it can join."))
    st.code(f"{host.address}/classes?code={classroom.code}", language=None, wrap_lines=True)
    st.markdown(escape_markdown(classroom.task))
    show_board(classroom)
    with st.popover(_("End the class"), icon=":material/event_busy:"):
        st.write(_("The board and the code are gone then. What everybody has trained stays theirs."))
        st.button(_("End it"), on_click=_go, args=(classes.close, classroom), key="class.end")


def _go(finish: Callable[[Classroom], None], classroom: Classroom) -> None:
    """End the class, or one's part in it, and show the others."""
    finish(classroom)
    st.query_params.pop(CODE, None)


def _take_part(classroom: Classroom, dataset: str) -> None:
    st.markdown(escape_markdown(classroom.task))
    st.caption(_("Your teacher sees your trainings on this dataset, and nothing else of yours."))
    if st.button(_("Train with it"), type="primary", icon=":material/play_arrow:", key="class.train"):
        st.switch_page(TRAIN, query_params={"dataset": dataset})
    with st.popover(_("Leave the class"), icon=":material/logout:"):
        st.write(_("Your teacher then sees none of your trainings. The dataset and what you have trained stay yours."))
        st.button(_("Leave"), on_click=_go, args=(classes.leave, classroom), key="class.leave")


def _ask_to_join(classroom: Classroom) -> None:
    st.markdown(escape_markdown(classroom.task))
    st.caption(
        _("You get the dataset {dataset}. Your teacher sees your trainings on it under this name, and nothing else.")
        .format(dataset=escape_markdown(classroom.dataset))
    )  # fmt: skip
    name = st.text_input(_("Your name on the board"), visitor.current().name, max_chars=60, key="class.name")
    pressed = st.button(_("Join"), type="primary", icon=":material/group_add:", disabled=not name.strip())
    if pressed:
        classes.join(classroom, name)
        st.rerun()


def _show_all() -> None:
    st.title(_("Classrooms"))
    mine = classes.list_mine()
    for one in mine:
        members = len(classes.list_members(one))
        count = ngettext("{n} member", "{n} members", members).format(n=members)
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"class.{one.code}"):
            st.markdown(f"**{escape_markdown(one.title)}** · {escape_markdown(one.dataset)} · {count}")
            st.button(_("Open"), key=f"class.open.{one.code}", on_click=_open, args=(one.code,))
    if not mine:
        st.info(_("A class has one dataset and one task for everybody. You are in none yet."), icon=":material/school:")
    _ask_for_code()
    host = visitor.host()
    if host and classes.may_teach(visitor.current(), host):
        _ask_for_class()


def _open(code: str) -> None:
    st.query_params[CODE] = code


def _ask_for_code() -> None:
    with st.form("class.join", border=False):
        code = st.text_input(_("Code of a class"), key="class.code").strip()
        if st.form_submit_button(_("Go to the class")) and code:
            st.query_params[CODE] = code.rpartition("=")[2]
            st.rerun()


def _ask_for_class() -> None:
    st.subheader(_("Begin a class"), anchor=False)
    names = datasets.list_names()
    if not names:
        st.caption(_("Add a dataset first: it is what the class trains on."))
        return
    with st.form("class.begin", border=False):
        title = st.text_input(_("Title"), max_chars=80, key="class.title")
        task = st.text_area(_("Task"), max_chars=2000, key="class.task")
        dataset = st.selectbox(_("Dataset"), names, key="class.dataset")
        days = st.segmented_control(
            _("It ends after"), DAYS, default=DAYS[1], key="class.days", required=True,
            format_func=lambda days: ngettext("{n} day", "{n} days", days).format(n=days),
        )  # fmt: skip
        pressed = st.form_submit_button(_("Begin"), type="primary", icon=":material/school:")
    if pressed and not title.strip():
        st.error(_("Give the class a title."), icon=":material/error:")
    elif pressed:
        st.query_params[CODE] = classes.begin(title, task, dataset, days or DAYS[1]).code
        st.rerun()


try:
    if CODE in st.query_params:
        _show_class(st.query_params[CODE])
    else:
        _show_all()
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
