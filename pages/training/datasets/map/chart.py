"""The map as a drawing in the browser: what it is sent, and what comes back of a selection.

Of 25,000 pictures the points are 200 KB beside their names, and a selection comes back as 4 KB of bits. A chart of
Plotly sent the points, with all that it knows of each, both ways.
"""

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from core.charts.style import class_colour
from core.i18n import _
from pages.shared.browser.component import component

FULL = np.iinfo(np.uint16).max
MOST_IN_LEGEND = 20  # classes; a longer legend would leave no room for the map

_mount = component("training/datasets/map/chart.js", styles=["training/datasets/map/chart.css"])


def pack_points(
    positions: npt.NDArray[np.floating[Any]], labels: Sequence[str], names: Sequence[str], classes: Sequence[str]
) -> dict[str, Any]:
    """The points as they are sent.

    Args:
        positions: (n, 2), -1 to 1, the second upwards.
        labels: (n,) the classes of the pictures.
        names: (n,) what is shown under the pointer.
        classes: all classes, in the order that gives them their colours.

    """
    numbers = {label: number for number, label in enumerate(classes)}
    places = (np.clip(positions * (1, -1), -1, 1) + 1) / 2 * FULL
    told = len(classes) <= MOST_IN_LEGEND
    return {
        "positions": _encode(places.round().astype("<u2")),
        "classes": _encode(np.array([numbers[label] for label in labels], "<u2")),
        "names": "\0".join(names),
        "legend": [{"name": label, "colour": class_colour(label, classes), "told": told} for label in classes],
    }


def map_chart(
    points: dict[str, Any], *, key: str, token: str, selected: Sequence[int], alt: str, on_select: Callable[[], None]
) -> None:
    """Draw the points; `token` is another one when they change, or when `selected` are to be shown as selected.

    What is selected on the drawing itself stays until then; `read_rows` returns it within `on_select`.
    """
    count = len(points["names"].split("\0")) if points["names"] else 0
    chosen = np.zeros(count, bool)
    chosen[list(selected)] = True
    words = {
        "lasso": _("Select with the lasso"), "move": _("Move the map"), "closer": _("Zoom in"),
        "wider": _("Zoom out"), "whole": _("Show the whole map"), "named": _("{label}: {file}"),
        "axes": _("Pictures that look alike lie close together"),
    }  # fmt: skip
    data = {**points, "token": token, "selected": _encode(np.packbits(chosen)), "alt": alt, "words": words}
    _mount(key=key, data=data, on_selected_change=on_select)


def read_rows(key: str, *, token: str, count: int) -> list[int] | None:
    """The rows of the points that were selected; None if it was on another drawing than that of `token`."""
    sent = st.session_state[key].get("selected") or {}
    if sent.get("token") != token:
        return None
    try:
        bits = np.frombuffer(b64decode(str(sent.get("bits")), validate=True), np.uint8)
    except Error:
        return None
    return np.flatnonzero(np.unpackbits(bits)[:count]).tolist()


def _encode(numbers: npt.NDArray[Any]) -> str:
    return b64encode(numbers.tobytes()).decode()
