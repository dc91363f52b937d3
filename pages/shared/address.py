"""Choices that live in the address: it is read before the widget and written when the reader chooses.

A link, the reader and a click on a chart all change the same thing: `put`. `pages.shared.screen_state` is for a screen
whose options are fixed; here they depend on what is on the disk.

A reader who makes two changes quickly sends the second with the address of before the first, which must not take the
first one back. So what was put is held until a run comes in which the reader has changed nothing on the page: then the
address is where the reader has gone, by a link or Back. `app.py` calls `begin` before a page and `end` after it; a
fragment that changes the address calls `end` too.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.i18n import _

HELD = "address.held"  # in the session: what was put, by name, None for what was taken out
EDITED = "address.edited"  # in the session: whether the reader has changed something in this run
TICKED = "1"
SHOWN = "address.shown"  # in the session: by screen, the names whose value is another than the browser shows


def begin() -> None:
    """Before a page is drawn: bring back what a later change of the reader was sent too early to know of."""
    if EDITED in st.session_state:
        _write_held()
    else:
        _get_held().clear()


def end() -> None:
    """After a page is drawn: the next run has the reader's changes or is one that the address has caused."""
    st.session_state.pop(EDITED, None)
    for differing in _get_differing().values():
        differing.clear()


def put(**values: str | None) -> None:
    """Write values into the address, for the reader; None takes one out."""
    st.session_state[EDITED] = True
    _get_held().update(values)
    _write_held()


def was_shown(screen: str) -> bool:
    """Whether the browser showed these choices when it asked for this run; if not, a press meant other ones."""
    return not _get_differing().get(screen)


def _get_differing() -> dict[str, set[str]]:
    differing: dict[str, set[str]] = st.session_state.setdefault(SHOWN, {})
    return differing


def _get_held() -> dict[str, str | None]:
    held: dict[str, str | None] = st.session_state.setdefault(HELD, {})
    return held


def _write_held() -> None:
    for name, value in _get_held().items():
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def select(label: str, options: Mapping[str, str], *, name: str, screen: str, default: str | None = None) -> str:
    """A list of `options`, {value: what is shown}, of which the address names one; else `default` or the first."""
    key = _follow(options, name, screen, default)
    st.selectbox(label, list(options), format_func=options.__getitem__, key=key, on_change=_write, args=(key, name))
    return str(st.session_state[key])


def switch(label: str, options: Mapping[str, str], *, name: str, screen: str) -> str:
    """The same as a row of buttons, for a few short options."""
    key = _follow(options, name, screen, None)
    st.segmented_control(
        label, list(options), format_func=options.__getitem__, key=key, on_change=_write, args=(key, name),
        required=True, wrap=True,
    )  # fmt: skip
    return str(st.session_state[key])


def select_several(label: str, options: Mapping[str, str], *, name: str, screen: str, most: int) -> list[str]:
    """Up to `most` of the options; in the address they stand in one value, separated by commas."""
    key = f"{screen}.{name}"
    asked = dict.fromkeys(st.query_params.get(name, "").split(","))
    _set(key, screen, [one for one in asked if one in options][:most])
    st.multiselect(
        label, list(options), format_func=options.__getitem__, key=key, max_selections=most, on_change=_write_all,
        args=(key, name), placeholder=_("Choose some"),
    )  # fmt: skip
    return list(st.session_state[key])


def whole_number(label: str, value: int, most: int, *, name: str, screen: str) -> None:
    """A number from 0 to `most` that shows `value`, which the screen has read from the address."""
    key = f"{screen}.{name}"
    _set(key, screen, value)
    st.number_input(label, 0, most, step=1, key=key, on_change=_write, args=(key, name))


def tick(label: str, *, name: str, screen: str, disabled: bool = False) -> bool:
    """A box, of which the address says `1` where it is ticked."""
    key = f"{screen}.{name}"
    _set(key, screen, st.query_params.get(name) == TICKED)
    st.checkbox(label, key=key, on_change=_write_tick, args=(key, name), disabled=disabled)
    return bool(st.session_state[key])


def _follow(options: Mapping[str, str], name: str, screen: str, default: str | None) -> str:
    if EDITED in st.session_state:
        _write_held()
    key = f"{screen}.{name}"
    asked = st.query_params.get(name)
    _set(key, screen, asked if asked in options else default or next(iter(options)))
    return key


def _set(key: str, screen: str, value: Any) -> None:
    """Have the control show the value, and remember until it is drawn whether the reader saw another one."""
    if key in st.session_state and st.session_state[key] != value:
        _get_differing().setdefault(screen, set()).add(key)
    st.session_state[key] = value


def _write(key: str, name: str) -> None:
    put(**{name: str(st.session_state[key])})


def _write_all(key: str, name: str) -> None:
    put(**{name: ",".join(st.session_state[key]) or None})


def _write_tick(key: str, name: str) -> None:
    put(**{name: TICKED if st.session_state[key] else None})
