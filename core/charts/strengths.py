"""How well a head did on the validation pictures with each strength of regularisation that was tried."""

from collections.abc import Mapping, Sequence
from math import log10

from core.charts.style import GOOD, SHARES, VALIDATION, PlainFigure, line, make_layout

HEIGHT = 260
ROOM = 0.05  # of accuracy below the lowest value and above the highest one


def draw_strengths(
    metric: str, tried: Sequence[Mapping[str, float]], taken: float, *, names: Mapping[str, str]
) -> PlainFigure:
    """One metric (`val_loss` or `val_accuracy`) against the strength; `taken` is the one that the head has.

    `names` are the words on the chart: `strength`, `taken` and the metric itself.
    """
    rows = sorted(tried, key=lambda one: one["strength"])
    strengths, values = [one["strength"] for one in rows], [one[metric] for one in rows]
    here = [place for place, strength in enumerate(strengths) if strength == taken]
    look = {"color": VALIDATION, "width": 2}
    curve = line(strengths, values, name=names[metric], mode="lines+markers", line=look, marker={"size": 7})
    mark = line(
        [strengths[place] for place in here], [values[place] for place in here], name=names["taken"], mode="markers",
        marker={"color": GOOD, "size": 13, "symbol": "circle-open", "line": {"width": 3}},
    )  # fmt: skip
    layout = make_layout(height=HEIGHT, x_title=names["strength"], y_title=names[metric])
    layout["xaxis"] |= {"type": "log", "tickvals": strengths, "ticktext": [f"{one:g}" for one in strengths]}
    layout["xaxis"] |= {"range": [log10(strengths[0]) - 0.1, log10(strengths[-1]) + 0.1]}
    if metric == "val_accuracy":  # they may all be equal; of 100 % there is no tick above
        top = min(1.0, max(values) + ROOM) + ROOM / 10
        layout["yaxis"] |= SHARES | {"range": [max(0.0, min(values) - ROOM), top]}
    return {"data": [curve, mark], "layout": layout}
