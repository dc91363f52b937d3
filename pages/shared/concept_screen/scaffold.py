"""The parts that every concept screen has: title, presets, typed numbers, the seed, the formula and the table.

A screen in this order (pages/concepts/activations/page.py is a whole one):

    STATE.restore()
    scaffold.heading(_("Activations"), _("What bends ..."))
    scaffold.presets(STATE, PRESETS)
    ... controls, picture ...
    scaffold.formula(r"f(z) = ...", r"f(1.2) = ...")
    scaffold.table(lambda: frame)
    take_along(page, calls)
    next_concept(page)
    STATE.keep()

As with Streamlit's own elements, a function that draws one is named after it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import InputError
from core.i18n import N_, _
from pages.shared.charts.folded_table import folded_table
from pages.shared.plain import quote_shortly
from pages.shared.screen_state import State

HIGHEST_SEED = 9999
LESSON_CSS = Path(__file__).with_name("lesson.css")


@dataclass(frozen=True)
class Preset:
    """A named state worth seeing: `values` over the defaults, and what it shows (`name` and `lesson` marked by N_)."""

    name: str
    values: dict[str, Any]
    lesson: str
    failure: bool = False


def heading(title: str, idea: str) -> None:
    """The screen's title and its one idea."""
    with st.container(key="heading"):
        st.title(title)
        st.markdown(idea)


def presets(state: State, known: Sequence[Preset]) -> None:
    """A button a preset; the one that is being looked at is marked and its lesson is told."""
    with st.container(key="presets"):
        with st.container(horizontal=True):
            for number, preset in enumerate(known):
                _button(state, preset, key=state.key(f"preset{number}"))
        shown = next((preset.lesson for preset in known if _is_shown(state, preset)), None)
        _tell(shown, last=st.session_state.get(state.key("lesson")))
    if shown:
        st.session_state[state.key("lesson")] = shown


def _tell(lesson: str | None, last: str | None) -> None:
    """The lesson of the preset that is shown; once its state was changed, a sentence in the room of the `last` one."""
    if lesson:
        st.caption(_(lesson))
    elif last:
        st.html(LESSON_CSS)
        with st.container(key="lesson-changed"):
            st.caption(_(last))
            st.caption(_("Changed since. Press an example to have it back."))


def _button(state: State, preset: Preset, *, key: str) -> None:
    st.button(
        _(preset.name),
        key=key,
        type="primary" if _is_shown(state, preset) else "secondary",
        icon=":material/warning:" if preset.failure else ":material/bookmark:",
        on_click=state.set,
        kwargs=state.defaults() | preset.values,
    )


def _is_shown(state: State, preset: Preset) -> bool:
    return state.values() == state.defaults() | preset.values


def text_field(state: State, name: str, label: str) -> None:
    """A box for a value of the state, as text: what cannot be read gets a sentence, and the last good value stays."""
    key = state.key(f"{name}.typed")
    problem = st.session_state.pop(f"{key}.problem", None)
    if problem is None:
        st.session_state[key] = state.fields[name].write(state[name])
    st.text_input(label, key=key, on_change=_read_typed, args=(state, name, key))
    if problem is not None:
        st.error(quote_shortly(problem), icon=":material/error:")


def _read_typed(state: State, name: str, key: str) -> None:
    try:
        state.set(**{name: state.fields[name].read(st.session_state[key].strip())})
    except InputError as error:
        st.session_state[f"{key}.problem"] = error.message


def seed_field(state: State, on_change: Callable[[], None] | None = None) -> None:
    """The seed of everything that is drawn by chance on this screen (the field `seed`)."""
    st.number_input(
        _("Seed"),
        0,
        HIGHEST_SEED,
        step=1,
        key=state.key("seed"),
        on_change=on_change,
        help=_("The same seed draws the same numbers again."),
    )


def formula(symbols: str, numbers: str) -> None:
    """LaTeX twice: the law, and the law with the numbers of this moment."""
    st.latex(symbols)
    st.latex(numbers)


def folded(label: str = N_("The formulas with their numbers")) -> DeltaGenerator:
    """A line to unfold, for formulas that take more room than the picture they explain; it stays as it was left."""
    return st.expander(_(label), icon=":material/functions:", key=f"folded.{label}")


def table(make: Callable[[], pd.DataFrame], *, label: str = N_("The numbers as a table")) -> None:
    """Every number of the picture, to read, sort and copy."""
    folded_table(make, label=label)
