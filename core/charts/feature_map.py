"""Pictures as points on a map of their features, a colour for each class."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from core.charts.style import NEUTRAL, apply_style, class_colour, literal
from core.i18n import _

HEIGHT = 520
MOST_DRAWN_AS_SVG = 3_000  # points; more are drawn by WebGL, which stays fast with them
MOST_IN_LEGEND = 20  # classes; a longer legend would leave no room for the map
SMALL, LARGE, RING = 5, 8, 14  # pixels
MARGIN = 0.04  # of an axis beyond its last point


def draw_feature_map(
    positions: np.ndarray, *, ids: Sequence[int], names: Sequence[str], labels: Sequence[str], classes: Sequence[str]
) -> go.Figure:
    """A point a picture, with its name under the pointer; the lasso is the tool at hand.

    Args:
        positions: (n, 2), where the points are.
        ids: (n,) numbers that a selection returns as `customdata`.
        names: (n,) what is shown under the pointer.
        labels: (n,) the classes of the pictures.
        classes: all classes, in the order that gives them their colours.

    """
    figure, many = go.Figure(), len(names) > MOST_DRAWN_AS_SVG
    for label in classes:
        rows = [row for row, own in enumerate(labels) if own == label]
        trace = go.Scattergl if many else go.Scatter
        figure.add_trace(
            trace(
                x=positions[rows, 0], y=positions[rows, 1], mode="markers", name=literal(label),
                customdata=np.array(ids, np.int32)[rows], text=[literal(names[row]) for row in rows],
                hovertemplate="%{text}<extra>" + literal(label) + "</extra>",
                marker={
                    "color": class_colour(label, classes), "size": SMALL if many else LARGE,
                    "opacity": 0.7, "line": {"width": 0},
                },
            )
        )  # fmt: skip
    return _style(figure, positions, legend=len(classes) <= MOST_IN_LEGEND)


def add_rings(figure: go.Figure, positions: np.ndarray) -> go.Figure:
    """A copy of the map with rings around what lies at these positions, (n, 2)."""
    many = len(positions) > MOST_DRAWN_AS_SVG
    trace = go.Scattergl if many else go.Scatter
    ring = {"symbol": "circle-open", "size": RING, "color": NEUTRAL, "line": {"width": 2}}
    return go.Figure(figure).add_trace(
        trace(x=positions[:, 0], y=positions[:, 1], mode="markers", marker=ring, hoverinfo="skip", showlegend=False)
    )


def _style(figure: go.Figure, positions: np.ndarray, *, legend: bool) -> go.Figure:
    """Distances on the map have no unit, so the axes have no numbers; the legend leaves the top to the tools."""
    apply_style(figure, height=HEIGHT)
    figure.update_layout(
        hovermode="closest", dragmode="lasso", showlegend=legend,
        legend={"itemsizing": "constant", "yanchor": "top", "y": -0.1},
        modebar={"remove": ["autoScale2d", "toImage"], "bgcolor": "rgba(0,0,0,0)"},
    )  # fmt: skip
    figure.update_xaxes(title_text=_("Pictures that look alike lie close together"))
    for axis, update in enumerate((figure.update_xaxes, figure.update_yaxes)):
        update(showticklabels=False, showgrid=False, range=_find_range(positions[:, axis]))
    return figure


def _find_range(values: np.ndarray) -> tuple[float, float]:
    """From the lowest to the highest, and a little more."""
    low, high = (float(values.min()), float(values.max())) if len(values) else (-1.0, 1.0)
    beyond = MARGIN * max(high - low, 1e-3)
    return low - beyond, high + beyond
