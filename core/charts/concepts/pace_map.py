"""How many steps every pair of learning rate and momentum takes, as a map."""

from dataclasses import dataclass
from math import floor, log10
from typing import Any

import numpy as np
import numpy.typing as npt

from core.charts.style import PlainFigure, make_layout

HEIGHT = 420
SLOWEST = 3.0  # the power of ten from which on all are equally slow
POWERS = (0, 1, 2, 3)
INK, PAPER = "#111111", "#ffffff"

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Mark:
    """A pair on the map: where it is, its name and Plotly's name of its sign."""

    momentum: float
    rate: float
    name: str
    sign: str


def draw_pace_map(
    momenta: Numbers, rates: Numbers, steps: Numbers, marks: tuple[Mark, ...], *, titles: tuple[str, str, str]
) -> PlainFigure:
    """`steps` (rates, momenta), infinite where nothing is won and nothing is drawn; `titles` of both axes and steps."""
    won = np.isfinite(steps)
    powers = np.full(steps.shape, np.nan)
    powers[won] = np.clip(np.log10(np.maximum(steps[won], 1.0)), 0.0, SLOWEST)
    layout = make_layout(height=HEIGHT, x_title=titles[0], y_title=titles[1])
    layout["xaxis"] |= {"range": [float(momenta[0]), float(momenta[-1])], "showgrid": False}
    layout["yaxis"] |= {
        "type": "log", "range": [log10(rates[0]), log10(rates[-1])], "showgrid": False, "tickformat": "~g",
        "tickvals": [10.0**power for power in range(floor(log10(rates[0])), floor(log10(rates[-1])) + 1)],
    }  # fmt: skip
    layout |= {"hovermode": "closest"}
    ground = {
        "type": "heatmap", "x": momenta, "y": rates, "z": powers, "customdata": np.where(won, steps.round(), np.nan),
        "zmin": 0.0, "zmax": SLOWEST, "colorscale": "Viridis", "reversescale": True, "hoverongaps": False,
        "hovertemplate": f"β %{{x:.2f}}<br>α %{{y:.3g}}<br>{titles[2]} %{{customdata:,}}<extra></extra>",
        "colorbar": _bar(titles[2]),
    }  # fmt: skip
    return {"data": [ground, *(_draw(mark) for mark in marks)], "layout": layout}


def _bar(title: str) -> dict[str, Any]:
    """Below the map, so that on a phone it takes no width from it."""
    return {
        "orientation": "h", "y": -0.27, "yanchor": "top", "thickness": 10, "title": {"text": title, "side": "top"},
        "tickvals": list(POWERS), "ticktext": [f"{10**power:,}" for power in POWERS],
    }  # fmt: skip


def _draw(mark: Mark) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [mark.momentum], "y": [mark.rate], "name": mark.name,
        "marker": {"symbol": mark.sign, "size": 13, "color": PAPER, "line": {"color": INK, "width": 2}},
        "hovertemplate": f"{mark.name}<br>β %{{x:.2f}}<br>α %{{y:.3g}}<extra></extra>",
    }  # fmt: skip
