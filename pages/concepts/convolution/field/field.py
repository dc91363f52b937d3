"""The receptive field of each value at the top of a stack of windows; the reader drags along the top."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.charts.style import CLASS_COLOURS
from core.concepts.convolution.receptive_field import list_lengths, see_through
from core.concepts.convolution.sliding import Window
from core.i18n import _
from pages.shared.browser.component import component
from pages.shared.charts.download.chart_download import chart_download

_mount = component(
    "concepts/convolution/field/field.js",
    styles=["shared/charts/chart.css", "concepts/convolution/field/field.css"],
)


def show_field(
    length: int, windows: Sequence[Window], value: int, *, key: str, on_value: Callable[[int], None]
) -> None:
    """Draw it for the value of that number at the top; `on_value` gets the number where the reader lets go."""

    def report_value() -> None:
        on_value(int(st.session_state[key]["value"]))

    top = list_lengths(length, windows)[-1]
    seen = [see_through(length, windows, place) for place in range(top)]
    data = {
        "lengths": [level.length for level in seen[0]],
        "sizes": [level.size for level in seen[0]],
        "seen": [[[level.first, level.last] for level in levels] for levels in seen],
        "value": value,
        "colour": CLASS_COLOURS[0],
        "words": {
            "label": _("The watched value; move it with the arrow keys"),
            "input": _("input: {cells} cells"),
            "level": _("level {n}: sees {size} of the input"),
            "cut": _("Above this the window no longer fits.") if len(seen[0]) <= len(windows) else "",
        },
    }
    _mount(data=data, key=key, on_value_change=report_value)
    chart_download(key, name="receptive-field")
