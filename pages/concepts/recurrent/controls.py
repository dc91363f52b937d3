"""The controls of the screen “Recurrent networks”."""

from collections.abc import Mapping

import streamlit as st

from core.concepts.activations import ACTIVATIONS
from core.concepts.recurrent.cells import CELLS
from core.i18n import _
from pages.concepts.recurrent.text_state import BENDS, FORGET, GAIN, OPTIMIZERS, STATE, TASK_NAMES, UNITS
from pages.shared.concept_screen import scaffold


def choose_text() -> None:
    text, task, optimizer, rate, seed = st.columns([1.4, 2.6, 1.5, 0.8, 1.1], vertical_alignment="bottom")
    with text:
        scaffold.text_field(STATE, "text", _("Your text"))
    with task:
        _select(_("Task"), "task", TASK_NAMES)
    with optimizer:
        _select(_("Optimiser"), "optimizer", OPTIMIZERS)
    with rate:
        scaffold.text_field(STATE, "rate", _("Learning rate"))
    with seed:
        scaffold.seed_field(STATE)


def choose_cell() -> None:
    cell, units, gain, bend, clip = st.columns([1.9, 1.2, 1.4, 1.3, 1.2])
    with cell:
        st.segmented_control(
            _("Cell"), list(CELLS), format_func=lambda name: CELLS[name].title, key=STATE.key("cell"), required=True
        )
    with units:
        st.slider(_("Units"), *UNITS, key=STATE.key("units"))
    with gain:
        st.slider(
            _("Recurrent gain"),
            *GAIN,
            step=0.1,
            key=STATE.key("gain"),
            help=_("At the start a step through the recurrent weights U makes a vector this many times as long."),
        )
    with bend:
        _choose_bend()
    with clip:
        scaffold.text_field(STATE, "clip", _("Clip to the length"))


def _select(label: str, name: str, titles: Mapping[str, str]) -> None:
    names = {option: _(title) for option, title in titles.items()}
    st.selectbox(label, list(names), format_func=names.__getitem__, key=STATE.key(name))


def _choose_bend() -> None:
    """The simple cell's activation; the LSTM has its own, and a forget gate instead."""
    if STATE["cell"] == "lstm":
        st.slider(
            _("Forget bias"),
            *FORGET,
            step=0.5,
            key=STATE.key("forget"),
            help=_(
                "Of the forget gate at the start. Keras begins at 1; the larger it is, the longer the memory lasts."
            ),
        )
    else:
        st.selectbox(_("Activation"), BENDS, format_func=lambda name: ACTIVATIONS[name].title, key=STATE.key("f"))
