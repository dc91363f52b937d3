"""Accuracy against size or time, and the trials that nothing beats in both."""

from collections.abc import Mapping, Sequence

from core.charts.style import GOOD, NEUTRAL, SHARES, PlainFigure, line, make_layout

HEIGHT = 320
Point = tuple[float, float]  # what shall be small, and the accuracy


def draw_frontier(all_trials: Sequence[Point], frontier: Sequence[Point], *, names: Mapping[str, str]) -> PlainFigure:
    """`names` are the words on the chart: `small`, `accuracy`, `trials`, `frontier`."""
    dots = line(
        [one[0] for one in all_trials], [one[1] for one in all_trials], name=names["trials"], mode="markers",
        marker={"color": NEUTRAL, "size": 7},
    )  # fmt: skip
    edge = line(
        [one[0] for one in frontier], [one[1] for one in frontier], name=names["frontier"], mode="lines+markers",
        line={"color": GOOD, "width": 2, "shape": "hv"}, marker={"size": 9},
    )  # fmt: skip
    layout = make_layout(height=HEIGHT, x_title=names["small"], y_title=names["accuracy"])
    layout["xaxis"] |= {"rangemode": "tozero", "tickformat": "~s"}
    layout["yaxis"] |= SHARES
    return {"data": [dots, edge], "layout": layout | {"hovermode": "closest"}}
