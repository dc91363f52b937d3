"""The scaffold of a concept screen: presets, a typed number, the formula twice, the numbers as a table.

A page in this order (see pages/concepts/activations/page.py for a whole one):

    STATE.restore()
    concept.heading(_("Activations"), _("What bends ..."))
    concept.presets(STATE, PRESETS)
    ... controls, picture ...
    concept.formula(r"f(z) = ...", r"f(1.2) = ...")
    concept.table(lambda: frame)
    STATE.keep()
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from core.concepts.activations import Array
from core.errors import InputError
from core.i18n import N_, Message, _
from pages.shared.folded_table import folded_table
from pages.shared.state import State

PAGES = Path(__file__).parents[1]
SEEDS = 9999


@dataclass(frozen=True)
class Preset:
    """A named state worth seeing: `values` over the defaults, and what it shows (`name` and `lesson` marked by N_)."""

    name: str
    values: dict[str, Any]
    lesson: str
    failure: bool = False


def heading(title: str, idea: str) -> None:
    """The screen's title and its one idea."""
    st.title(title)
    st.markdown(idea)


def presets(state: State, known: Sequence[Preset]) -> None:
    """A button a preset; the one that is being looked at is marked and its lesson is told."""
    with st.container(horizontal=True):
        for number, preset in enumerate(known):
            _button(state, preset, key=state.key(f"preset{number}"))
    for preset in known:
        if _is_shown(state, preset):
            st.caption(_(preset.lesson))


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


def typed(state: State, name: str, label: str) -> None:
    """A box for a value of the state, as text: what cannot be read gets a sentence, and the last good value stays."""
    key = state.key(f"{name}.typed")
    problem = st.session_state.pop(f"{key}.problem", None)
    if problem is None:
        st.session_state[key] = state.fields[name].write(state[name])
    st.text_input(label, key=key, on_change=_read_typed, args=(state, name, key))
    if problem is not None:
        st.error(Message(problem.text, problem.values), icon=":material/error:")


def _read_typed(state: State, name: str, key: str) -> None:
    try:
        state.set(**{name: state.fields[name].read(st.session_state[key].strip())})
    except InputError as error:
        st.session_state[f"{key}.problem"] = error.message


def seed(state: State) -> None:
    """The seed of everything that is drawn by chance on this screen (the field `seed`)."""
    st.number_input(
        _("Seed"), 0, SEEDS, step=1, key=state.key("seed"), help=_("The same seed draws the same numbers again.")
    )


def formula(symbols: str, numbers: str) -> None:
    """LaTeX twice: the law, and the law with the numbers of this moment."""
    st.latex(symbols)
    st.latex(numbers)


def table(make: Callable[[], pd.DataFrame], *, label: str = N_("The numbers as a table")) -> None:
    """Every number of the picture, to read, sort and copy."""
    folded_table(make, label=label)


def script(*names: str) -> str:
    """The ES modules `<name>.js` as one: helpers first, the component's own last."""
    return "\n".join(_text(f"{name}.js") for name in names)


def styles(*names: str) -> str:
    """The style sheets `<name>.css` as one."""
    return "\n".join(_text(f"{name}.css") for name in names)


def _text(name: str) -> str:
    (path,) = PAGES.rglob(name)
    return path.read_text(encoding="utf-8")


def with_numbers(latex: str, values: Mapping[str, float]) -> str:
    r"""A formula with numbers for its symbols, the longest symbol first; a negative number gets its parentheses.

    with_numbers(r"f(z)\,(1 - f(z))", {"f(z)": 0.25, "z": -1}) is r"0.25\,(1 - 0.25)".
    """
    for symbol in sorted(values, key=len, reverse=True):
        text = readable(values[symbol])
        alone = rf"(?<![A-Za-z\\]){re.escape(symbol)}(?![A-Za-z])"
        latex = latex.replace(f"({symbol})", f"({text})")
        latex = re.sub(alone, bracketed(values[symbol]).replace("\\", r"\\"), latex)
    return latex


def readable(value: float) -> str:
    """Four significant digits; a power of ten is written out in LaTeX."""
    mantissa, _e, exponent = f"{value:.4g}".partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa


def bracketed(value: float) -> str:
    """The number, in parentheses when it is negative, to stand behind a sign or a factor."""
    return f"({readable(value)})" if value < 0 else readable(value)


def vector(values: Array) -> str:
    """A column of numbers in LaTeX."""
    return matrix(values[:, None])


def matrix(values: Array) -> str:
    """A matrix of numbers in LaTeX, three decimals each."""
    rows = (" & ".join(f"{value:.3f}" for value in row) for row in (values.round(3) + 0.0).tolist())  # no -0
    return r"\begin{pmatrix}" + r" \\ ".join(rows) + r"\end{pmatrix}"


def aligned(*lines: str) -> str:
    """Lines of LaTeX under each other, lined up at their `&`."""
    return r"\begin{aligned} " + r" \\ ".join(lines) + r" \end{aligned}"
