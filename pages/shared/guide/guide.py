"""The bar of the path on the screens concerned, and the next task on home.

In the address: `?path=` the task. A screen says once a run what is to be seen on it:

    guide.tell(Facts(race=runs))

`app.py` makes room for the bar before a page and fills it after it, when the facts are there.
"""

from collections import defaultdict

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.i18n import _
from pages.shared.guide.facts import Facts
from pages.shared.guide.memory import go_to, mark_done, memory, read_done, read_place
from pages.shared.guide.tasks import BY_NAME, PARAMETER, TASKS, Task
from pages.shared.plain import escape_markdown

DRAWN = "guide.drawn"  # in the session: whether the bar of this run has been drawn


def find_task(address: str) -> Task | None:
    """The task that the address names, if it is one of this screen."""
    task = BY_NAME.get(st.query_params.get(PARAMETER, ""))
    return task if task and task.address == address else None


def read_address() -> dict[str, str]:
    """The part of the address that must stay when a screen writes the rest of it anew."""
    task = st.query_params.get(PARAMETER)
    return {PARAMETER: task} if task in BY_NAME else {}


def make_room(address: str) -> DeltaGenerator | None:
    """The place of the bar on a screen with that address; none where no task leads here."""
    st.session_state[DRAWN] = False
    task = find_task(address)
    if task is None:
        return None
    go_to(max(read_place(), TASKS.index(task)))
    return st.container(border=True, key="guide", gap="small")


def tell(facts: Facts) -> None:
    """What is to be seen on this screen now; a task that it does is done for good."""
    task = BY_NAME.get(st.query_params.get(PARAMETER, ""))
    if task is None or task.name in read_done():
        return
    found = task.check(facts)
    if found is None:
        return
    mark_done(task.name, found)
    if st.session_state.get(DRAWN):  # a fragment alone has run: the bar stands outside it
        st.rerun()


def bar(place: DeltaGenerator | None, address: str) -> None:
    """Fill the place with the task: what to do, or what was found, and the ways on."""
    task = find_task(address)
    if place is None or task is None:
        return
    at = TASKS.index(task)
    found = read_done().get(task.name)
    with place:
        where = _("The path, {at} of {all}").format(at=at + 1, all=len(TASKS))
        st.markdown(f"{_draw_marks(at)} **{where} · {_(task.title)}**")
        if found is None:
            st.markdown(_(task.question))
        else:
            values = {name: escape_markdown(value) for name, value in found.items()}
            st.success(_(task.found).format_map(defaultdict(str, values)), icon=":material/check_circle:")
        _ways_on(at, done=found is not None)
        memory()
    st.session_state[DRAWN] = True


def _ways_on(at: int, *, done: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if at + 1 < len(TASKS):
            following = TASKS[at + 1]
            label = _("Next: {title}") if done else _("Skip to: {title}")
            _link(following, label.format(title=_(following.title)))
        st.button(_("Leave the path"), key="guide.leave", type="tertiary", icon=":material/close:", on_click=_leave)


def _leave() -> None:
    st.query_params.pop(PARAMETER, None)


def _link(task: Task, label: str) -> None:
    page = st.Page(task.page, url_path=task.address)  # by its path alone it is known only after the navigation
    st.page_link(page, label=label, icon=":material/arrow_forward:", width="content", query_params=task.link)


def _draw_marks(at: int) -> str:
    """A mark a task: done, here, to come."""
    done = read_done()
    marks = [
        ":green[●]" if task.name in done else ":blue[◉]" if place == at else ":gray[○]"
        for place, task in enumerate(TASKS)
    ]
    return " ".join(marks)


def show_next_task() -> None:
    """On home: where the newcomer is, what is to be done next, and every task to choose from."""
    at = read_place()
    while at < len(TASKS) and TASKS[at].name in read_done():
        at += 1
    with st.container(border=True, key="next_task", gap="small"):
        if at < len(TASKS):
            _show_task(at)
        else:
            walked = _("You have walked the whole path.")
            st.markdown(f"{_draw_marks(-1)} **{walked}**")
        with st.expander(_("All steps of the path"), key="guide.all"):
            for place, task in enumerate(TASKS, start=1):
                mark = "✓" if task.name in read_done() else str(place)
                _link(task, f"{mark} · {_(task.title)}")
        memory()


def _show_task(at: int) -> None:
    where = _("The path, {at} of {all}").format(at=at + 1, all=len(TASKS))
    st.markdown(f"{_draw_marks(at)} **{where} · {_(TASKS[at].title)}**")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_(TASKS[at].question), width="stretch")
        _link(TASKS[at], _("Go on") if at or read_done() else _("Begin here"))
