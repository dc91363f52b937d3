"""Two distributions of losses on a logarithmic axis, and the threshold between them."""

from collections.abc import Sequence
from itertools import pairwise
from math import log10
from typing import Any

import numpy as np
import numpy.typing as npt

from core.charts.style import BAD, NEUTRAL, SHARES, TRAINING, PlainFigure, make_layout

HEIGHT = 320
BINS = 40
SEEN, UNSEEN = TRAINING, NEUTRAL


def draw_losses_apart(
    seen: Sequence[float], unseen: Sequence[float], threshold: float, *, names: dict[str, str]
) -> PlainFigure:
    """Shares of the photos by their loss; `names` are `seen`, `unseen`, `loss` and `share`."""
    logs = [np.log10(np.maximum(losses, 1e-7)) for losses in (seen, unseen)]
    edges = np.linspace(min(one.min() for one in logs), max(one.max() for one in logs), BINS + 1)
    bars = [
        _draw_shares(one, edges, names[name], colour)
        for one, name, colour in zip(logs, ("seen", "unseen"), (SEEN, UNSEEN), strict=True)
    ]
    layout = make_layout(height=HEIGHT, x_title=names["loss"], y_title=names["share"])
    powers = range(int(np.floor(edges[0])), int(np.ceil(edges[-1])) + 1, 2)
    layout["xaxis"] |= {"tickvals": list(powers), "ticktext": [_write_power(power) for power in powers]}
    layout["yaxis"] |= SHARES
    layout |= {"barmode": "overlay", "bargap": 0, "hovermode": "closest"}
    place = log10(threshold)
    mark = {"type": "line", "x0": place, "x1": place, "y0": 0, "y1": 1, "yref": "paper"}
    layout["shapes"] = [mark | {"line": {"color": BAD, "width": 2}}]
    return {"data": bars, "layout": layout}


def _write_power(power: int) -> str:
    return f"{10.0**power:g}" if power > -4 else f"10<sup>{power}</sup>".replace("-", "−")


def _draw_shares(
    logs: npt.NDArray[np.float64], edges: npt.NDArray[np.float64], name: str, colour: str
) -> dict[str, Any]:
    counts = np.histogram(logs, edges)[0]
    losses = [f"{10**low:.2g} – {10**high:.2g}" for low, high in pairwise(edges)]
    return {
        "type": "bar",
        "x": (edges[:-1] + edges[1:]) / 2,
        "y": counts / len(logs),
        "width": edges[1] - edges[0],
        "name": name,
        "customdata": losses,
        "hovertemplate": "%{customdata}: %{y:.1%}",
        "marker": {"color": colour},
        "opacity": 0.6,
    }
