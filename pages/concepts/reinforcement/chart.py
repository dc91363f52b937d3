"""The picture of a grid world: every sweep of planning, or every step of learning, to play, scrub and build on."""

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from core.charts.style import BAD, CLASS_COLOURS
from core.concepts.reinforcement.planning import Plan
from core.concepts.reinforcement.q_learning import Learned
from core.concepts.reinforcement.world import COIN, FREE, GOAL, PIT, START, WALL, World
from core.i18n import _
from pages.shared.browser.component import component
from pages.shared.browser.rounding import round_to_digits

DIGITS = 4
LOOK = "look"

_mount = component(
    "concepts/reinforcement/chart.js",
    styles=[
        "shared/charts/chart.css",
        "shared/charts/playing/slider.css",
        "shared/charts/playing/playback.css",
        "concepts/reinforcement/chart.css",
    ],
)


def world_chart(
    world: World,
    found: Plan | Learned,
    *,
    step: int,
    cell: int,
    key: str,
    on_place: Callable[[int, int], None],
    on_paint: Callable[[int, str], None],
) -> None:
    """The world at a sweep or step; `on_place` hears step and cell looked at, `on_paint` a cell and its new sign."""
    heard = f"{key}.heard"

    def report_hand() -> None:
        hand = st.session_state[key]["hand"]
        for number, place, sign in hand["pieces"]:
            if number > st.session_state.get(heard, 0):
                on_paint(int(place), str(sign))
        st.session_state[heard] = int(hand["number"])
        on_place(int(hand["step"]), int(hand["cell"]))

    told = _sweeps(found) if isinstance(found, Plan) else _steps(found)
    place = {"step": step, "cell": cell, "heard": st.session_state.get(heard, 0)}
    words = {"words": _words(isinstance(found, Plan))}
    _mount(data=_describe(world) | told | place | words, key=key, on_hand_change=report_hand)


def _describe(world: World) -> dict[str, Any]:
    rows, columns = world.shape
    return {"signs": world.signs, "rows": rows, "columns": columns, "signsOf": [BAD, CLASS_COLOURS[0]]}


def _sweeps(plan: Plan) -> dict[str, Any]:
    return {
        "kind": "plan",
        "values": round_to_digits(plan.values, DIGITS),
        "best": plan.promises.argmax(axis=-1).tolist(),
        "curve": round_to_digits(plan.change, DIGITS),
    }


def _steps(learned: Learned) -> dict[str, Any]:
    """A step a row: cell, action, cell it led to, new value, and whether chance decided and an episode ended."""
    after = round_to_digits(np.array([step.after for step in learned.steps]), DIGITS)
    return {
        "kind": "learn",
        "steps": [
            [step.cell, step.action, step.to, value, int(step.by_chance), int(step.ended)]
            for step, value in zip(learned.steps, after, strict=True)
        ],
        "curve": round_to_digits(learned.returns, DIGITS),
    }


def _words(planned: bool) -> dict[str, Any]:
    return {
        "play": _("Play"),
        "pause": _("Pause"),
        "next": _("One sweep") if planned else _("One step"),
        "step": _("sweep") if planned else _("step"),
        "where": _("sweep {at} / {last}") if planned else _("step {at} / {last}, episode {episode}"),
        "grid": _("The world; move with the arrow keys, press Enter to put the chosen piece"),
        "curve": _("largest change in a sweep") if planned else _("sum of rewards of each episode"),
        "across": _("sweep") if planned else _("episode"),
        "cell": _("cell {cell}: {kind}, value {value}"),
        "chance": _("by chance"),
        "best": _("as held best"),
        "tools": _("A click on a cell"),
        "kinds": {
            LOOK: _("looks at it"),
            WALL: _("wall"),
            FREE: _("free"),
            GOAL: _("goal +1"),
            PIT: _("pit −1"),
            COIN: _("small prize +0.2"),
            START: _("start"),
        },
    }
