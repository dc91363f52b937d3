"""Loss against learning rate, as a range test measures it."""

from collections.abc import Mapping, Sequence
from math import log10

import numpy as np

from core.charts.style import GOOD, NEUTRAL, TRAINING, PlainFigure, line, make_layout

HEIGHT = 300
ABOVE_START = 1.6  # times the first smoothed loss is where the axis ends: what explodes must not flatten the valley


def draw_rate_curve(
    rates: Sequence[float],
    losses: Sequence[float],
    smoothed: Sequence[float],
    *,
    lowest: float,
    highest: float,
    suggestion: float | None,
    names: Mapping[str, str],
) -> PlainFigure:
    """The losses of single batches, faint, their smoothed curve, and the suggested rate as a line.

    `lowest` and `highest` are the rates of the whole test, so that the axis stands still while points come in.
    `names` are the words on the chart: `batch`, `smoothed`, `rate`, `loss`, `suggestion`.
    """
    grey, blue = {"color": NEUTRAL, "size": 4}, {"color": TRAINING, "width": 2.5}
    dots = line(rates, losses, name=names["batch"], mode="markers", marker=grey, opacity=0.5)
    curve = line(rates, smoothed, name=names["smoothed"], mode="lines", line=blue)
    layout = make_layout(height=HEIGHT, x_title=names["rate"], y_title=names["loss"])
    layout["xaxis"] |= {"type": "log", "range": [log10(lowest), log10(highest)], "exponentformat": "power", "dtick": 1}
    layout["yaxis"] |= {"range": [0, _top(smoothed)]}
    if suggestion is not None:
        layout |= _mark(suggestion, names["suggestion"])
    return {"data": [dots, curve], "layout": layout}


def _top(smoothed: Sequence[float]) -> float:
    finite = [value for value in smoothed if np.isfinite(value)]
    return ABOVE_START * finite[0] if finite else 1.0


def _mark(rate: float, text: str) -> dict[str, object]:
    upright = {"type": "line", "x0": rate, "x1": rate, "y0": 0, "y1": 1, "yref": "paper",
               "line": {"color": GOOD, "width": 2, "dash": "dot"}}  # fmt: skip
    word = {"x": log10(rate), "y": 1, "yref": "paper", "yanchor": "top", "xanchor": "left", "showarrow": False,
            "text": text}  # fmt: skip
    return {"shapes": [upright], "annotations": [word]}
