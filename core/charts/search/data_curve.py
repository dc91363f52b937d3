"""Accuracy against the number of training pictures, drawn on to twice as many."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.charts.style import NEUTRAL, SHARES, VALIDATION, PlainFigure, line, make_layout

HEIGHT = 320
Point = tuple[int, float, float, float]  # pictures, accuracy, and its interval


def draw_data_curve(points: Sequence[Point], foretold: Point, *, names: Mapping[str, str]) -> PlainFigure:
    """`names` are the words on the chart: `measured`, `foretold`, `pictures`, `accuracy`."""
    known = _dots(points, names["measured"], VALIDATION, "solid")
    ahead = _dots([points[-1], foretold], names["foretold"], NEUTRAL, "dot")
    layout = make_layout(height=HEIGHT, x_title=names["pictures"], y_title=names["accuracy"])
    ticks = [point[0] for point in [*points, foretold]]
    layout["xaxis"] |= {"type": "log", "tickvals": ticks, "ticktext": [f"{tick:,}" for tick in ticks]}
    layout["yaxis"] |= SHARES
    return {"data": [known, ahead], "layout": layout}


def _dots(points: Sequence[Point], name: str, colour: str, dash: str) -> dict[str, object]:
    above = np.array([high - accuracy for _, accuracy, _, high in points])
    below = np.array([accuracy - low for _, accuracy, low, _ in points])
    return line(
        [point[0] for point in points], [point[1] for point in points], name=name, mode="lines+markers",
        line={"color": colour, "width": 2, "dash": dash}, marker={"size": 8},
        error_y={"type": "data", "array": above, "arrayminus": below, "symmetric": False, "thickness": 1.2},
    )  # fmt: skip
