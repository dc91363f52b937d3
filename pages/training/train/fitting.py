"""What follows the dataset and the architecture until it is chosen by hand: the side of pictures, and their view."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.data.intake.choices import Choice
from core.runs.recommended import recommend_size, recommend_view_for
from pages.training.train.form_state import STATE

SUITED = STATE.key("suited")  # in the session: what suited when the form was drawn last


def fit_to(choice: Choice) -> None:
    """Take what suits the dataset and the architecture, unless another value was chosen by hand."""
    suits = _find_what_suits(choice, str(STATE["architecture"]))
    before = st.session_state.get(SUITED, {})
    for name, value in suits.items():
        if STATE[name] is None or (name in before and STATE[name] == before[name] != value):
            STATE.set(**{name: value})
    st.session_state[SUITED] = suits


def suppose(choice: Choice, architecture: str) -> Mapping[str, Any]:
    """The values of the form if that architecture were chosen."""
    now = _find_what_suits(choice, str(STATE["architecture"]))
    then = _find_what_suits(choice, architecture)
    followed = {name: value for name, value in then.items() if STATE[name] in (None, now[name])}
    return STATE.values() | {"architecture": architecture} | followed


def _find_what_suits(choice: Choice, architecture: str) -> dict[str, Any]:
    return {
        "image_size": recommend_size(choice, architecture),
        "view": str(recommend_view_for(choice, architecture)),
    }
