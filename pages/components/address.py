"""Choices that live in the address: it is read before the widget and written when the reader chooses.

The address is the only truth, so a link, the reader and a click on a chart all change the same thing: `put`.
`bind="query-params"` would do for the reader alone; it does not follow what code sets.
"""

from collections.abc import Callable, Sequence

import streamlit as st


def put(**values: str | None) -> None:
    """Write values into the address; None takes one out."""
    for name, value in values.items():
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = value


def select(
    label: str,
    options: Sequence[str],
    *,
    name: str,
    screen: str,
    default: str | None = None,
    shown: Callable[[str], str] = str,
) -> str:
    """A list of `options` of which the address names one; if it names none of them, `default` or the first."""
    key = _follow(options, name, screen, default)
    st.selectbox(label, options, format_func=shown, key=key, on_change=_written, args=(key, name))
    return str(st.session_state[key])


def switch(label: str, options: Sequence[str], *, name: str, screen: str, shown: Callable[[str], str] = str) -> str:
    """The same as a row of buttons, for a few short options."""
    key = _follow(options, name, screen, None)
    st.segmented_control(
        label, options, format_func=shown, key=key, on_change=_written, args=(key, name), required=True
    )
    return str(st.session_state[key])


def _follow(options: Sequence[str], name: str, screen: str, default: str | None) -> str:
    key = f"{screen}.{name}"
    asked = st.query_params.get(name)
    st.session_state[key] = asked if asked in options else default or options[0]
    return key


def _written(key: str, name: str) -> None:
    put(**{name: str(st.session_state[key])})
