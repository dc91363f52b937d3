"""The picture of the Activations screen: a point dragged along z, drawn in the browser."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import streamlit as st

from core.charts.style import class_colour
from core.concepts.activations import ACTIVATIONS
from core.concepts.slopes import SlopeTrace
from core.i18n import _
from pages.shared.browser.component import component
from pages.shared.charts.download.chart_download import chart_download

_mount = component(
    "concepts/activations/chart.js", styles=["shared/charts/chart.css", "concepts/activations/chart.css"]
)


def activation_chart(
    traces: Sequence[SlopeTrace], point: float, *, key: str, on_point: Callable[[float], None]
) -> None:
    """The traces side by side with their shared point; `on_point` gets the new one when the reader lets go."""

    def report_place() -> None:
        on_point(st.session_state[key]["z"])

    _mount(data=_data(traces, point), key=key, on_z_change=report_place)
    chart_download(key, name="activations")


def _data(traces: Sequence[SlopeTrace], point: float) -> dict[str, Any]:
    return {
        "z": traces[0].z.tolist(),
        "point": point,
        "cards": [_card(trace) for trace in traces],
        "words": {
            "label": _("The point z; move it with the arrow keys"),
            "dead": _("dead"),
            "saturated": _("saturated"),
            "product": _("What is left of a gradient of 1"),
            "layers": _("layers passed"),
        },
    }


def _card(trace: SlopeTrace) -> dict[str, Any]:
    return {
        "name": trace.name,
        "label": ACTIVATIONS[trace.name].title,
        "colour": class_colour(trace.name, list(ACTIVATIONS)),
        "value": trace.value.tolist(),
        "slope": trace.slope.tolist(),
        "zones": [{"kind": zone.kind, "low": zone.low, "high": zone.high} for zone in trace.zones],
        "logs": _logs(trace),
    }


def _logs(trace: SlopeTrace) -> list[list[float | None]]:
    """The decimal logarithm of each product's size; None for a product of zero, which has none."""
    with np.errstate(divide="ignore"):
        logs = np.log10(np.abs(trace.products)).round(4)
    return [[log if log > -np.inf else None for log in row] for row in logs.tolist()]
