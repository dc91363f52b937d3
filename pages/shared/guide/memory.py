"""How far a newcomer has come: in the session, and in the browser for the next visit."""

import uuid
from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.shared.browser.component import component
from pages.shared.guide.tasks import BY_NAME, TASKS
from pages.shared.screen_state import send_all_again

DONE = "guide.done"  # in the session: by the name of a task that is done, what was found
AT = "guide.at"  # in the session: the task that is next
KEPT = "guide.memory"
MERGED = "guide.merged"  # in the session: that the browser has told what it kept
SESSION = "guide.session"  # in the session: its name, by which the browser knows what this session had it keep

_mount = component("shared/guide/memory.js")


def read_done() -> dict[str, dict[str, str]]:
    done: dict[str, dict[str, str]] = st.session_state.setdefault(DONE, {})
    return done


def read_place() -> int:
    """The place of the task that is next; TASKS ends where all are done or passed over."""
    place: int = st.session_state.get(AT, 0)
    return place


def mark_done(name: str, found: Mapping[str, str]) -> None:
    read_done()[name] = dict(found)


def go_to(place: int) -> None:
    st.session_state[AT] = place


def memory() -> None:
    """Let the browser tell what it kept from an earlier visit, then keep what is known now."""
    done, place = read_done(), read_place()
    known = bool(done) or AT in st.session_state
    remember = {"at": TASKS[place].name if place < len(TASKS) else "", "done": done} if known else None
    merged = MERGED in st.session_state
    session = st.session_state.setdefault(SESSION, uuid.uuid4().hex)
    data = {"remember": remember, "merged": merged, "session": session}
    _mount(key=KEPT, data=data, height=0, on_kept_change=_merge_kept)


def _merge_kept() -> None:
    """What the browser sent may be old or made up: only tasks that there are, and texts.

    The browser tells it as soon as it can, which is before it has loaded every control of the screen.
    """
    send_all_again()
    kept: Any = st.session_state[KEPT]["kept"]
    st.session_state[MERGED] = True
    if not isinstance(kept, Mapping):
        return
    done = kept.get("done")
    for name, found in (done if isinstance(done, Mapping) else {}).items():
        if name in BY_NAME and isinstance(found, Mapping):
            read_done().setdefault(name, {str(key): str(value) for key, value in found.items()})
    names = [task.name for task in TASKS]
    at = kept.get("at")
    go_to(max(read_place(), names.index(at) if at in names else len(TASKS) if at == "" else 0))
