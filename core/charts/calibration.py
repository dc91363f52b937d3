"""The reliability diagram: how often a model is right against how sure it is, and of how many pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.charts.style import GRID, NEUTRAL, SHARES, TRAINING, VALIDATION, PlainFigure, line, make_layout

HEIGHT = 460
COLOURS = (VALIDATION, TRAINING)  # before and after
SPLIT_AT = (0.24, 0.32)  # of the height: counts below the first, shares above the second


@dataclass(frozen=True)
class Series:
    """Bins as arrays (k,): mean confidence, share that is right with its interval (k, 2), and pictures."""

    name: str
    confidence: np.ndarray
    accuracy: np.ndarray
    interval: np.ndarray
    counts: np.ndarray


def draw_reliability(series: Sequence[Series], names: Mapping[str, str]) -> PlainFigure:
    """One or two series over the diagonal; `names` are `confidence`, `accuracy`, `perfect` and `pictures`."""
    diagonal = line([0, 1], [0, 1], name=names["perfect"], mode="lines", hoverinfo="skip")
    diagonal["line"] = {"color": NEUTRAL, "dash": "dot", "width": 1.5}
    points = [_draw_points(one, colour) for one, colour in zip(series, COLOURS, strict=False)]
    bars = [_draw_counts(one, colour, names["pictures"]) for one, colour in zip(series, COLOURS, strict=False)]
    layout = make_layout(height=HEIGHT, x_title=names["confidence"], y_title=names["accuracy"])
    lowest = min([1.0, *(float(one.confidence.min()) for one in series if len(one.confidence))])
    layout["xaxis"] |= SHARES | {"range": [max(0.0, lowest - 0.06), 1.02], "anchor": "y2"}
    layout["yaxis"] |= SHARES | {"range": [0, 1.04], "domain": [SPLIT_AT[1], 1]}
    layout["yaxis2"] = {
        "domain": [0, SPLIT_AT[0]], "title": {"text": names["pictures"]}, "gridcolor": GRID, "zeroline": False,
        "automargin": True, "nticks": 3,
    }  # fmt: skip
    layout |= {"barmode": "group", "bargap": 0.2, "hovermode": "closest"}
    return {"data": [diagonal, *points, *bars], "layout": layout}


def _draw_points(one: Series, colour: str) -> dict[str, Any]:
    low, high = one.interval.T if len(one.interval) else (np.zeros(0), np.zeros(0))
    return line(
        one.confidence, one.accuracy, name=one.name, mode="lines+markers",
        marker={"color": colour, "size": 8}, line={"color": colour, "width": 2},
        error_y={
            "type": "data", "symmetric": False, "array": high - one.accuracy, "arrayminus": one.accuracy - low,
            "color": colour, "thickness": 1, "width": 3,
        },
    )  # fmt: skip


def _draw_counts(one: Series, colour: str, pictures: str) -> dict[str, Any]:
    return {
        "type": "bar", "x": np.array(one.confidence, float), "y": np.array(one.counts, float), "yaxis": "y2",
        "marker": {"color": colour}, "opacity": 0.75, "showlegend": False,
        "hovertemplate": f"{pictures}: %{{y:,}}<extra>{one.name}</extra>", "width": 0.02,
    }  # fmt: skip
