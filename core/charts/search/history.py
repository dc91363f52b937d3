"""The trials in their order, and the best so far with its interval."""

from collections.abc import Mapping, Sequence

from core.charts.style import GOOD, NEUTRAL, SHARES, VALIDATION, PlainFigure, line, make_layout

HEIGHT = 320
FEW = 12  # trials, each of which has a tick
BAND = "rgba(0, 158, 115, 0.16)"


def draw_history(
    finished: Mapping[int, float],
    stopped: Mapping[int, float],
    best: Sequence[float],
    interval: Sequence[tuple[float, float]],
    *,
    names: Mapping[str, str],
) -> PlainFigure:
    """Accuracies by the number of the trial; `best` and its `interval` are after each finished one, in order.

    `names` are the words on the chart: `finished`, `stopped`, `best`, `interval`, `trial`, `accuracy`.
    """
    places = sorted(finished)
    low = line(
        places, [one[0] for one in interval], mode="lines", line={"width": 0}, showlegend=False, hoverinfo="skip"
    )  # fmt: skip
    high = line(
        places, [one[1] for one in interval], name=names["interval"], mode="lines", line={"width": 0}, fill="tonexty",
        fillcolor=BAND, hoverinfo="skip",
    )  # fmt: skip
    step = line(places, best, name=names["best"], mode="lines", line={"color": GOOD, "width": 2.5, "shape": "hv"})
    dots = _dots(finished, names["finished"], {"color": VALIDATION, "size": 8})
    ended = _dots(stopped, names["stopped"], {"color": NEUTRAL, "size": 7, "symbol": "circle-open"})
    layout = make_layout(height=HEIGHT, x_title=names["trial"], y_title=names["accuracy"])
    layout["yaxis"] |= SHARES
    layout["xaxis"] |= {"rangemode": "tozero", "tickformat": "d"}
    if len(finished) + len(stopped) <= FEW:
        layout["xaxis"] |= {"dtick": 1}
    return {"data": [low, high, step, dots, ended], "layout": layout | {"hovermode": "closest"}}


def _dots(found: Mapping[int, float], name: str, marker: Mapping[str, object]) -> dict[str, object]:
    return line(list(found), list(found.values()), name=name, mode="markers", marker=dict(marker))
