"""The numbers of the chosen block, each with its limits and what it does, as the block's own fields say."""

from typing import Any

import streamlit as st
from pydantic import BaseModel

from core.i18n import _
from core.networks.augmentation import Augmentation
from core.networks.design.blocks import AnyBlock, Augment
from core.networks.design.edit import get_block, replace_block
from core.networks.design.lowering import Place
from core.specs.settings import Setting, read_settings
from pages.training.design.block_words import name_block
from pages.training.design.state import change, get_chosen, get_design, write_place

COLUMNS = 2


def properties() -> None:
    """Ask for the numbers of the chosen block; of one that has none, nothing is asked."""
    place = get_chosen()
    block = get_block(get_design(), place) if place else None
    if place is None or block is None:
        return
    st.markdown(f"**{write_place(place)} · {name_block(block)}**")
    holder: BaseModel = block.recipe if isinstance(block, Augment) else block
    found = list(read_settings(Augmentation if isinstance(block, Augment) else type(block)))
    for first in range(0, len(found), COLUMNS):
        columns = st.columns(COLUMNS, vertical_alignment="bottom")
        for column, setting in zip(columns, found[first : first + COLUMNS], strict=False):
            with column:
                _draw(place, setting, getattr(holder, setting.name))


def _draw(place: Place, setting: Setting, value: Any) -> None:
    """The control of a number; it shows the design's value at every run, whoever changed it."""
    key = f"design.{type(value).__name__}.{write_place(place)}.{setting.name}"
    st.session_state[key] = value
    label, said = _(setting.form.title), _(setting.form.help) or None
    common: dict[str, Any] = {"key": key, "on_change": _take, "args": (key, place, setting.name), "help": said}
    if setting.kind == "boolean":
        st.checkbox(label, **common)
    elif setting.choices:
        st.selectbox(label, setting.choices, format_func=lambda one: _(setting.form.names.get(one, one)), **common)
    else:
        step = setting.form.step or 1
        step = int(step) if setting.kind == "integer" else float(step)
        st.number_input(label, setting.low, setting.high, step=step, **common)


def _take(key: str, place: Place, name: str) -> None:
    """Put the entered value into the block in a callback; the control holds the limits."""
    block, value = get_block(get_design(), place), st.session_state[key]
    if block is None or value is None:
        return
    change(replace_block(get_design(), place, _with(block, name, value)), place)


def _with(block: AnyBlock, name: str, value: Any) -> AnyBlock:
    if isinstance(block, Augment):
        return Augment(recipe=Augmentation.model_validate({**block.recipe.model_dump(), name: value}))
    return type(block).model_validate({**dict(block), name: value})
