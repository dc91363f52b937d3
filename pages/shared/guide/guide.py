"""The bar of the path on the screens concerned, and the next task on home.

In the address: `?path=` the task. The session knows it too, so that a reader who looks elsewhere, and comes back by
any link, is still at it. A screen says once a run what is to be seen on it:

    guide.tell(Facts(race=runs))

`app.py` makes room for the bar before a page, with what to do, and fills it after it, when the facts are there.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.i18n import _, ngettext
from pages.shared.guide.facts import Facts
from pages.shared.guide.memory import go_to, mark_done, memory, read_done, read_place
from pages.shared.guide.own_network import (
    find_at_work,
    find_own_model,
    note_end,
    note_opened,
    offer_earlier,
    shows_own_model,
    tell_at_work,
)
from pages.shared.guide.task import PARAMETER, Task
from pages.shared.guide.tasks import BY_NAME, FURTHER, TASKS, TRAIN
from pages.shared.onward import Step
from pages.shared.plain import escape_markdown

DRAWN = "guide.drawn"  # in the session: whether the bar of this run has been drawn
WALKING = "guide.walking"  # in the session: the name of the task that the reader is at, here or elsewhere
HERE = "guide.here"  # in the session: the same, where it is one of the screen that is shown


@dataclass(frozen=True)
class Room:
    """The place of the bar. Of a task of this screen its name and what it says stand there before the screen, which may
    be slow; `was_done` tells which of its two sentences that is.
    """

    place: DeltaGenerator
    name: DeltaGenerator | None = None
    said: DeltaGenerator | None = None
    was_done: bool = False


def find_task(address: str) -> Task | None:
    """The task that the address names, or else the one that the reader is at, if it is one of this screen."""
    task = BY_NAME.get(st.query_params.get(PARAMETER, "")) or _find_walking()
    return task if task and task.address == address else None


def _find_walking() -> Task | None:
    return BY_NAME.get(st.session_state.get(WALKING, ""))


def read_address() -> dict[str, str]:
    """The part of the address that must stay when a screen writes the rest of it anew."""
    task = st.query_params.get(PARAMETER)
    return {PARAMETER: task} if task in BY_NAME else {}


def read_walk(page: str) -> dict[str, str]:
    """What a link to the screen `page` says of the path: the task that the reader is at, if it is one there."""
    task = _find_walking()
    return {PARAMETER: task.name} if task and task.page == page else {}


def make_room(address: str) -> Room | None:
    """The place of the bar on a screen with that address; none for who does not walk, and none on home."""
    st.session_state[DRAWN] = False
    task = find_task(address)
    st.session_state[HERE] = task.name if task else ""
    if task:
        st.session_state[WALKING] = task.name
        note_opened(task)
        if task in TASKS:
            go_to(max(read_place(), TASKS.index(task)))
    elif _find_walking() is None or not address:
        return None
    place = st.container(border=True, key="guide", gap="small")
    if task is None:
        return Room(place)
    with place:
        return Room(place, _name_place(task), _say(task), was_done=task.name in read_done())


def is_open(name: str) -> bool:
    """Whether the reader is at the task of that name, and has not done it yet."""
    return st.session_state.get(HERE) == name and name not in read_done()


def tell(facts: Facts) -> None:
    """What is to be seen on this screen now; a task that it does is done for good."""
    task = BY_NAME.get(st.session_state.get(HERE, ""))
    if task is None or task.name in read_done():
        return
    found = task.check(facts)
    if found is None:
        return
    mark_done(task.name, found)
    if st.session_state.get(DRAWN):  # a fragment alone has run: the bar stands outside it
        st.rerun()


def bar(room: Room | None, address: str) -> None:
    """Fill the place with the task: what to do, or what was found, and the ways on; elsewhere with the way back."""
    if room is None:
        return
    with room.place:
        if task := find_task(address):
            _show(task, room)
            st.session_state[DRAWN] = True
        elif walking := _find_walking():
            _lead_back(walking, address)
        memory()


def _show(task: Task, room: Room) -> None:
    note_end()
    done = task.name in read_done()
    if room.name is None or room.said is None:  # the reader has come to be at the task on this very screen
        _name_place(task)
        _say(task)
    elif done and not room.was_done:
        room.name.markdown(_describe_place(task))
        _say(task, room.said)
    if not done:
        _help_on(task)
    _ways_on(task, done=done)


def _say(task: Task, place: DeltaGenerator | None = None) -> DeltaGenerator:
    """What to do, or what was found; in the place of what stands at `place`."""
    found = read_done().get(task.name)
    if found is None:
        return st.markdown(_(task.question))
    values = {name: escape_markdown(value) for name, value in found.items()}
    text = _(task.found).format_map(defaultdict(str, values))
    return (place or st).success(text, icon=":material/check_circle:")


def _help_on(task: Task) -> None:
    """What a step lacks that asks a network of one's own, or where else the reader finds what it asks for."""
    if at_work := find_at_work(task):
        tell_at_work(task, at_work)
    elif task.name == TRAIN:
        offer_earlier()
    if not task.needs_own:
        return
    if not find_own_model():
        if not at_work:
            _offer_quickest()
    elif not shows_own_model():
        _offer_own(task)
    elif task.aside:
        _point_aside(task.aside)


def _lead_back(task: Task, address: str) -> None:
    """On another screen than the task's; where that one helps, with what to do there."""
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch"):
            _name_place(task)
        _link(task, _("Back to it"))
        _offer_to_leave()
    if task.aside and Path(task.aside.page).parent.name == address:
        st.caption(_(task.aside.sentence))


def _point_aside(aside: Step) -> None:
    """Where else the reader finds what the task asks for, about the newest network of their own."""
    own = find_own_model()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_(aside.sentence), width="stretch")
        page = st.Page(aside.page, url_path=Path(aside.page).parent.name)
        query = {**aside.query, **({"run": own} if own else {})}
        st.page_link(page, label=_(aside.title), icon=":material/arrow_forward:", width="content", query_params=query)


def _name_place(task: Task) -> DeltaGenerator:
    """Where the reader is, on the path or on its second leg."""
    return st.markdown(_describe_place(task))


def _describe_place(task: Task) -> str:
    leg, text = (TASKS, _("The path, {at} of {all}")) if task in TASKS else (FURTHER, _("Further on, {at} of {all}"))
    where = text.format(at=leg.index(task) + 1, all=len(leg))
    return f"{_draw_marks(leg, task)} **{where} · {_(task.title)}**"


def _offer_quickest() -> None:
    """To a step that asks a network of one's own, where there is none: the way to one."""
    st.info(_("This step needs a network of your own, and there is none yet."), icon=":material/info:")
    _link(BY_NAME[TRAIN], _("Train the quickest one: drawn cats and dogs"))


def _offer_own(task: Task) -> None:
    """To a step that asks a network of one's own, where the screen is about another."""
    st.info(_("This step is about your own network; the screen shows another one."), icon=":material/info:")
    _link(task, _("Go on with your network"))


def _ways_on(task: Task, *, done: bool) -> None:
    following = _find_following(task)
    with st.container(horizontal=True, vertical_alignment="center"):
        if following in FURTHER and task in TASKS:
            _link(following, _("Further on, if you like: {title}").format(title=_(following.title)))
        elif following:
            label = _("Next: {title}") if done else _("Skip to: {title}")
            _link(following, label.format(title=_(following.title)))
        _offer_to_leave()


def _offer_to_leave() -> None:
    st.button(_("Leave the path"), key="guide.leave", type="tertiary", icon=":material/close:", on_click=_leave)


def _find_following(task: Task) -> Task | None:
    """The task after it; after the last of the path the first of the second leg."""
    tasks = (*TASKS, *FURTHER)
    return next(iter(tasks[tasks.index(task) + 1 :]), None)


def _leave() -> None:
    st.query_params.pop(PARAMETER, None)
    st.session_state.pop(WALKING, None)


def _link(task: Task, label: str) -> None:
    """A link to the task; one about a network of one's own opens the newest there is."""
    page = st.Page(task.page, url_path=task.address)  # by its path alone it is known only after the navigation
    own = find_own_model() if task.needs_own else None
    asked = {**task.link, **({"run": own} if own else {})}
    st.page_link(page, label=label, icon=":material/arrow_forward:", width="content", query_params=asked)


def _draw_marks(leg: Sequence[Task], here: Task | None) -> str:
    """A mark a task: done, here, to come."""
    done = read_done()
    marks = [":green[●]" if task.name in done else ":blue[◉]" if task is here else ":gray[○]" for task in leg]
    return " ".join(marks)


def show_next_task() -> None:
    """On home: where the newcomer is, what is to be done next, and every task to choose from."""
    following = _find_open(TASKS[read_place() :])
    with st.container(border=True, key="next_task", gap="small"):
        if following:
            _show_task(following, _("Go on") if read_place() or read_done() else _("Begin here"))
        elif skipped := _find_open(TASKS):
            _show_skipped(skipped)
        else:
            _show_end()
        folded = st.expander(_("All steps of the path"), key="guide.all", on_change="rerun")
        if folded.open:  # the first page waits for no link that nobody sees
            with folded:
                _list_tasks(TASKS)
                st.caption(_("Further on, if you like"))
                _list_tasks(FURTHER)
        memory()


def _find_open(tasks: Sequence[Task]) -> Task | None:
    """The first of them that is not done."""
    return next((task for task in tasks if task.name not in read_done()), None)


def _list_tasks(leg: Sequence[Task]) -> None:
    for place, task in enumerate(leg, start=1):
        mark = "✓" if task.name in read_done() else str(place)
        _link(task, f"{mark} · {_(task.title)}")


def _show_task(task: Task, label: str) -> None:
    _name_place(task)
    _ask_beside_link(_(task.question), task, label)


def _show_skipped(task: Task) -> None:
    """At the end of the path, while some of its steps were passed over."""
    done = sum(one.name in read_done() for one in TASKS)
    text = ngettext("{done} of {all} steps of the path is done.", "{done} of {all} steps of the path are done.", done)
    st.markdown(f"{_draw_marks(TASKS, None)} **{text.format(done=done, all=len(TASKS))}**")
    asked = _("You passed over the others. The first of them: {title}.").format(title=_(task.title))
    _ask_beside_link(asked, task, _("Go back to it"))


def _show_end() -> None:
    """All is done: then the second leg, as far as it is open."""
    walked = _("You have walked the whole path.")
    st.markdown(f"{_draw_marks(TASKS, None)} **{walked}**")
    if further := _find_open(FURTHER):
        _show_task(further, _("Go on"))


def _ask_beside_link(text: str, task: Task, label: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(text, width="stretch")
        _link(task, label)
