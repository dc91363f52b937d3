"""A Plotly chart that takes new points without being rebuilt: one node, and the zoom that the reader has set stays."""

from dataclasses import dataclass
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st
from plotly.io.json import to_json_plotly

from pages.components.frontend import PLOTLY_URL

_mount = st.components.v2.component(
    "glassbox.live_chart",
    js=(Path(__file__).parent / "js" / "live_chart.js").read_text(encoding="utf-8"),
    css=(Path(__file__).parent / "css" / "live_chart.css").read_text(encoding="utf-8"),
    html='<div class="glassbox-chart" role="img"></div>',
    isolate_styles=False,  # Plotly keeps its style sheet in the document and needs it to lay its layers over each other
)


@dataclass(frozen=True)
class Drawn:
    """A figure ready to be sent: made once, it is shown to all who watch without being made again."""

    text: str
    height: int


def drawn(figure: go.Figure) -> Drawn:
    """The figure as the browser wants it; the theme is the browser's own."""
    plain = figure.to_plotly_json()
    layout = {name: value for name, value in plain["layout"].items() if name != "template"}
    return Drawn(str(to_json_plotly({"traces": plain["data"], "layout": layout})), int(figure.layout.height))


def live_chart(chart: Drawn, *, key: str, alt: str) -> None:
    """Show `chart`, or bring the one that stands under `key` up to it. `alt` says in words what is to be seen."""
    _mount(key=key, data={"figure": chart.text, "alt": alt, "plotly": PLOTLY_URL}, height=chart.height)
