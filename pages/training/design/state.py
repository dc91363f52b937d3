"""The designer's state: the design and the chosen block in the address, and what was before in the session."""

import streamlit as st

from core.networks.design.blocks import Design
from core.networks.design.edit import get_block, list_places
from core.networks.design.lowering import Place
from core.networks.design.starts import STARTS
from core.specs.designs.link import decode_design, encode_design
from core.specs.training_spec import TrainingSpec
from pages.shared.screen_state import Field, State, integer

MOST_STEPS = 100
PAST, FUTURE = "design.past", "design.future"
SPEC = TrainingSpec()
FIRST = "3"  # the first convolution of the network that the screen starts from


def write_place(place: Place) -> str:
    """Such as `3` for the third block, or `3.1` for the first one within it."""
    return ".".join(str(number + 1) for number in place)


def read_place(text: str) -> Place:
    """The place that a text names; None if it names none."""
    parts = text.split(".") if text else []
    return tuple(int(part) - 1 for part in parts) if all(part.isdigit() for part in parts) else ()


STATE = State(
    "design",
    {
        "design": Field(STARTS["compact"].build(), read=decode_design, write=encode_design),
        "block": Field(FIRST, read=lambda text: write_place(read_place(text)) or FIRST),
        "size": integer(SPEC.image_size, 8, 512),
        "classes": integer(2, 2, 1000),
        "batch": integer(SPEC.batch_size, 1, 1024),
    },
)


def get_design() -> Design:
    design: Design = STATE["design"]
    return design


def get_chosen() -> Place | None:
    """The place of the chosen block; the last one where the address names none that is there."""
    place = read_place(STATE["block"])
    if place and get_block(get_design(), place):
        return place
    places = list_places(get_design())
    return places[-1] if places else None


def change(design: Design, place: Place | None = None) -> None:
    """Take a changed design in a callback; what was before can be had again."""
    if design != get_design():
        _push(PAST)
        st.session_state[FUTURE] = []
    STATE.set(design=design, **({"block": write_place(place)} if place is not None else {}))


def can_go(kept: str) -> bool:
    return bool(st.session_state.get(kept))


def undo() -> None:
    _go(PAST, FUTURE)


def redo() -> None:
    _go(FUTURE, PAST)


def _go(back: str, forth: str) -> None:
    if not can_go(back):
        return
    _push(forth)
    design, block = st.session_state[back].pop()
    STATE.set(design=design, block=block)


def _push(kept: str) -> None:
    steps = [*st.session_state.get(kept, []), (get_design(), STATE["block"])]
    st.session_state[kept] = steps[-MOST_STEPS:]
