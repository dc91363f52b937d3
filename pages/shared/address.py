"""Choices that live in the address: it is read before the widget and written when the reader chooses.

The address is the only truth, so a link, the reader and a click on a chart all change the same thing: `put`.
`pages.shared.screen_state` is for a screen whose options are fixed; here they depend on what is on the disk.
"""

from collections.abc import Mapping

import streamlit as st

from core.i18n import _


def put(**values: str | None) -> None:
    """Write values into the address; None takes one out."""
    for name, value in values.items():
        if value is None:
            st.query_params.pop(name, None)
        else:
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
        required=True,
    )  # fmt: skip
    return str(st.session_state[key])


def select_several(label: str, options: Mapping[str, str], *, name: str, screen: str, most: int) -> list[str]:
    """Up to `most` of the options; in the address they stand in one value, separated by commas."""
    key = f"{screen}.{name}"
    asked = dict.fromkeys(st.query_params.get(name, "").split(","))
    st.session_state[key] = [one for one in asked if one in options][:most]
    st.multiselect(
        label, list(options), format_func=options.__getitem__, key=key, max_selections=most, on_change=_write_all,
        args=(key, name), placeholder=_("Choose some"),
    )  # fmt: skip
    return list(st.session_state[key])


def _follow(options: Mapping[str, str], name: str, screen: str, default: str | None) -> str:
    key = f"{screen}.{name}"
    asked = st.query_params.get(name)
    st.session_state[key] = asked if asked in options else default or next(iter(options))
    return key


def _write(key: str, name: str) -> None:
    put(**{name: str(st.session_state[key])})


def _write_all(key: str, name: str) -> None:
    put(**{name: ",".join(st.session_state[key]) or None})
