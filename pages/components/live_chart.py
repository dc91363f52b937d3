"""A Plotly chart that takes new points without being rebuilt: one node, and the zoom that the reader has set stays."""

import json
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


def live_chart(figure: go.Figure, *, key: str, alt: str) -> None:
    """Show `figure`, or bring the chart that stands under `key` up to it. `alt` says in words what is to be seen."""
    plain = json.loads(to_json_plotly(figure.to_plotly_json()))
    layout = {name: value for name, value in plain["layout"].items() if name != "template"}
    _mount(
        key=key,
        data={"traces": plain["data"], "layout": layout, "alt": alt, "plotly": PLOTLY_URL},
        height=int(figure.layout.height),
    )
