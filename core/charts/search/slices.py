"""Accuracy against one setting: a dot a trial."""

from collections.abc import Sequence

from core.charts.search.axes import Axis
from core.charts.style import SHARES, VALIDATION, PlainFigure, line, make_layout

HEIGHT = 240


def draw_slice(
    axis: Axis, values: Sequence[object], accuracies: Sequence[float], *, name: str, accuracy: str
) -> PlainFigure:
    """`name` and `accuracy` are the words for the two axes."""
    marker = {"color": VALIDATION, "size": 8, "opacity": 0.8}
    dots = line([axis.place(value) for value in values], accuracies, mode="markers", marker=marker, name=accuracy)
    layout = make_layout(height=HEIGHT, x_title=name, y_title=accuracy)
    layout["xaxis"] |= {"tickvals": list(axis.ticks), "ticktext": list(axis.texts), "range": [axis.low, axis.high]}
    layout["yaxis"] |= SHARES
    return {"data": [dots], "layout": layout | {"showlegend": False, "hovermode": "closest"}}
