"""How many parameters networks had, by the year in which they were published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

from core.charts.style import CLASS_COLOURS, PlainFigure, line, make_layout

HEIGHT = 340
NEAR, CLOSE = 4, 0.31  # years, and powers of ten, between two points whose labels would touch
ROOM = 4  # years beside the points, for their labels


@dataclass(frozen=True)
class Network:
    """A point of the chart: `field` is the series to which it belongs."""

    name: str
    year: int
    parameters: int
    field: str


def draw_growth(networks: Sequence[Network], *, fields: Mapping[str, str], titles: tuple[str, str]) -> PlainFigure:
    """Parameters on a logarithmic axis against the year; `fields` names the series, in the order of their colours."""
    colours = dict(zip(fields, CLASS_COLOURS, strict=False))
    data = []
    for field, title in fields.items():
        points = [one for one in networks if one.field == field]
        if points:
            data.append(_draw_series(points, title, colours[field], networks))
    layout = make_layout(height=HEIGHT, x_title=titles[0], y_title=titles[1])
    powers = [floor(log10(one.parameters)) for one in networks]
    ticks = [10.0**power for power in range(min(powers), max(powers) + 2)]
    layout["yaxis"] |= {"type": "log", "tickvals": ticks, "ticktext": [_shorten(tick) for tick in ticks]}
    years = [one.year for one in networks]
    layout["xaxis"] |= {"range": [min(years) - ROOM, max(years) + ROOM]}
    layout["hovermode"] = "closest"
    return {"data": data, "layout": layout}


def _place_label(network: Network, networks: Sequence[Network]) -> str:
    """Above its point, or to the right of it where an earlier network is so near that the labels would touch."""
    near = [
        one
        for one in networks
        if one is not network
        and 0 <= network.year - one.year <= NEAR
        and abs(log10(network.parameters / one.parameters)) < CLOSE
    ]
    return "middle right" if near else "top center"


def _draw_series(points: Sequence[Network], title: str, colour: str, networks: Sequence[Network]) -> PlainFigure:
    return line(
        [one.year for one in points],
        [one.parameters for one in points],
        name=title,
        mode="markers+text",
        text=[one.name for one in points],
        textposition=[_place_label(one, networks) for one in points],
        cliponaxis=False,
        hovertemplate="%{text}: %{y:,}<extra>%{x}</extra>",
        marker={"color": colour, "size": 10},
    )


def _shorten(count: float) -> str:
    """10,000, then 1 M and 1 G, as hardware writes them."""
    for limit, sign in ((1e9, " G"), (1e6, " M")):
        if count >= limit:
            return f"{count / limit:g}{sign}"
    return f"{count:,.0f}"
