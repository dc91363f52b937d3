"""The blocks of the design, from the picture down: chosen, dragged, moved by keys, copied and removed."""

from typing import Any

import streamlit as st

from core.i18n import N_, _
from core.networks.budget.budget import Budget
from core.networks.design.blocks import Design, Residual
from core.networks.design.edit import copy_block, get_block, list_places, move_block, remove_block, step_block
from core.networks.design.lowering import Lowered, Place, format_shape
from pages.shared.browser.component import component
from pages.training.design.block_words import name_block, tell_block
from pages.training.design.state import STATE, change, get_chosen, get_design, read_place, redo, undo, write_place

KEY = "design.blocks"
WORDS = {
    "label": N_("The blocks of the network, from the picture down"),
    "help": N_(
        "Drag a block by its handle. Keys: ↑ ↓ choose, Alt ↑ ↓ move, Alt → into the residual block above, Alt ← out of"
        " it, D copy, Delete remove, Ctrl Z undo."
    ),
    "move": N_("Drag to move"),
    "copy": N_("Copy"),
    "remove": N_("Remove"),
}

_mount = component("training/design/block_list.js", styles=["training/design/block_list.css"])


def block_list(lowered: Lowered, budget: Budget) -> None:
    """Draw the blocks of the design; what is done to them changes the design."""
    design = get_design()
    _mount(
        key=KEY,
        data={
            "rows": [_row(design, place, lowered, budget) for place in list_places(design)],
            "end": str(len(design.blocks) + 1),
            "words": {name: _(text) for name, text in WORDS.items()},
        },
        on_act_change=_act,
    )


def _row(design: Design, place: Place, lowered: Lowered, budget: Budget) -> dict[str, Any]:
    """A block with the shape behind it and its parameters, as far as the network is whole up to it."""
    block = get_block(design, place)
    assert block is not None
    rows = [row for row in budget.rows if lowered.places[row.name][: len(place)] == place]
    problem = lowered.problem
    held = sum(row.parameters.trainable + row.parameters.frozen for row in rows)
    return {
        "place": write_place(place),
        "depth": len(place) - 1,
        "title": name_block(block),
        "told": tell_block(block),
        "shape": format_shape(rows[-1].output_shape) if rows else "",
        "parameters": f"{held:,}" if held else "",
        "problem": str(problem) if problem and problem.place == place else "",
        "chosen": place == get_chosen(),
        "holds": len(block.blocks) if isinstance(block, Residual) else -1,
    }  # fmt: skip


def _act() -> None:
    """What the reader did in the browser: an act, the place of a block, and for a move where it goes."""
    asked = st.session_state[KEY].get("act") or {}
    design, place = get_design(), read_place(str(asked.get("place", "")))
    if asked.get("act") in ("undo", "redo"):
        (undo if asked["act"] == "undo" else redo)()
    elif place and get_block(design, place):
        _act_on(design, place, str(asked["act"]), read_place(str(asked.get("to", ""))))


def _act_on(design: Design, place: Place, act: str, to: Place) -> None:
    match act:
        case "choose":
            STATE.set(block=write_place(place))
        case "up" | "down" | "in" | "out":
            change(*step_block(design, place, act))
        case "move" if to:
            change(*move_block(design, place, to))
        case "copy":
            change(copy_block(design, place), (*place[:-1], place[-1] + 1))
        case "remove":
            change(remove_block(design, place), (*place[:-1], max(0, place[-1] - 1)))
