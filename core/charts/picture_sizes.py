"""How large the pictures are, and in which shapes."""

from collections.abc import Mapping
from math import sqrt

import plotly.graph_objects as go

from core.charts.style import NEUTRAL, TRAINING, apply_style
from core.i18n import _

MOST_POINTS = 500  # different sizes drawn; the most frequent ones
LARGEST_POINT = 36  # pixels
FACTOR = 1.3  # of an axis beyond its last point


def picture_sizes(counts: Mapping[tuple[int, int], int]) -> go.Figure:
    """A point for each (width, height) of `counts`, its area by how many pictures have it; squares lie on the line."""
    sizes = sorted(counts, key=lambda size: -counts[size])[:MOST_POINTS]
    most = max((counts[size] for size in sizes), default=1)
    figure = go.Figure()
    low = min((min(size) for size in sizes), default=1) / FACTOR
    high = max((max(size) for size in sizes), default=1) * FACTOR
    figure.add_scatter(
        x=[low, high], y=[low, high], mode="lines", line={"color": NEUTRAL, "width": 1, "dash": "dot"},
        name=_("as wide as high"), hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=[width for width, _height in sizes], y=[height for _width, height in sizes], mode="markers",
        marker={
            "size": [max(5.0, LARGEST_POINT * sqrt(counts[size] / most)) for size in sizes],
            "color": TRAINING, "opacity": 0.6, "line": {"width": 1, "color": TRAINING},
        },
        customdata=[counts[size] for size in sizes], name=_("Pictures"),
        hovertemplate=_("%{x} × %{y} pixels: %{customdata} pictures") + "<extra></extra>",
    )  # fmt: skip
    apply_style(figure, height=320, x_title=_("Width in pixels"), y_title=_("Height in pixels"))
    figure.update_layout(hovermode="closest", showlegend=False)
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(type="log", dtick="D2", tickformat="~s")
    return figure
