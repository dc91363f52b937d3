"""Plotly charts that take new points without being rebuilt: one node each, and the zoom that a reader has set stays."""

import json
from base64 import b64encode
from dataclasses import dataclass

import numpy as np

from core.charts.style import PlainFigure
from pages.shared.browser.component import component
from pages.shared.browser.scripts import PLOTLY_ADDRESS

_mount = component(
    "shared/charts/live_chart.js",
    styles=["shared/charts/live_chart.css"],
    isolate_styles=False,  # Plotly keeps its style sheet in the document and needs it to lay its layers over each other
)


@dataclass(frozen=True)
class Chart:
    """A figure, and its description for those who do not see it."""

    figure: PlainFigure
    alt: str


def pack_charts(*charts: Chart) -> bytes:
    """Charts as they are sent: packed once, they are shown to everyone who watches.

    Bytes, since Streamlit would copy a text into another one twice for every tab. The browser adds its theme.
    """
    plain = [{"alt": chart.alt, **chart.figure} for chart in charts]
    return json.dumps({"plotly": PLOTLY_ADDRESS, "charts": plain}, default=_pack_array, allow_nan=False).encode()


def _pack_array(numbers: np.ndarray) -> dict[str, str]:
    """An array as Plotly reads it; the seven digits of a float32 are more than a screen shows."""
    return {"dtype": "f4", "bdata": b64encode(numbers.astype("<f4").tobytes()).decode()}


def live_charts(charts: bytes, *, key: str) -> None:
    """Show packed charts, side by side where there is room, or bring those that stand under `key` up to date."""
    _mount(key=key, data=charts)
