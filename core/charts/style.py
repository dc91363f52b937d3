"""The look of every chart: colours that colour-blind readers tell apart, good on light and on dark."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

# A figure in Plotly's own form, `{"data": [...], "layout": {...}}`, of a chart that is drawn again and again: making
# `go.Figure` of it checks and copies every part, which costs ten times as much as all the rest.
PlainFigure = dict[str, Any]

TRAINING = "#3A86D6"
VALIDATION = "#D97706"
NEUTRAL = "#7A8699"
GOOD = "#009E73"
BAD = "#D55E00"
CLASS_COLOURS = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B8860B", "#56B4E9", "#7A5195", "#8C564B", "#5F6B7A", "#2CA5A5",
)  # fmt: skip
# As many digits as the ticks need, so that on a narrow range two of them never read the same.
# Where all values are alike, Plotly would show 0 to 200 %.
SHARES = {"tickformat": "~%", "hoverformat": ".1%", "minallowed": -0.04, "maxallowed": 1.04}
GRID = "rgba(128, 138, 153, 0.25)"


def class_colour(label: str, classes: Sequence[str]) -> str:
    """The colour of a class: the same wherever the class is shown, because it follows the order of `classes`."""
    return CLASS_COLOURS[list(classes).index(label) % len(CLASS_COLOURS)]


def literal(name: str) -> str:
    """A name in which Plotly finds no tags."""
    return name.replace("&", "&amp;").replace("<", "&lt;")


def line(x: Sequence[float] | np.ndarray, y: Sequence[float] | np.ndarray, **look: Any) -> dict[str, Any]:
    """A trace of a plain figure; its numbers are arrays, which can hold what is no number and are small to send."""
    return {"type": "scatter", "x": np.array(x, float), "y": np.array(y, float), **look}


def make_layout(*, height: int, x_title: str = "", y_title: str = "") -> dict[str, Any]:
    """The house style: no background of its own, quiet grid, legend above, room for the labels."""
    axis = {"gridcolor": GRID, "zeroline": False, "automargin": True, "ticklabelstandoff": 4}  # the two 0 do not touch
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 36, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0},
        "hovermode": "x unified",
        "xaxis": axis | {"title": {"text": x_title}},
        "yaxis": axis | {"title": {"text": y_title}},
    }


def apply_style(figure: go.Figure, *, height: int, x_title: str = "", y_title: str = "") -> go.Figure:
    """The house style on a figure that is there."""
    return figure.update_layout(make_layout(height=height, x_title=x_title, y_title=y_title))
