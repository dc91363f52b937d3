"""How many parameters networks had, by the year in which they were published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10
from unicodedata import east_asian_width

from core.charts.style import CLASS_COLOURS, NEUTRAL, PlainFigure, line, make_layout

HEIGHT = 340
ROOM = 4, 9  # years before the first and after the last point, for their labels
PHONE = (286, 216)  # pixels of the plot on a phone, where labels have the least room
SQUARES = 80  # along a line
DOT, LETTER, HIGH = 5, 6.2, 12  # pixels: of half a point, of a letter, of a line
ROOM_LEFT = 40  # pixels that a label may reach over the axis
PLACES = {  # where a label may stand, the best first: to the left or right of its point, below or above it
    "top center": (0, 1), "bottom center": (0, -1), "top left": (-1, 1), "bottom left": (-1, -1),
    "middle left": (-1, 0), "middle right": (1, 0), "bottom right": (1, -1), "top right": (1, 1),
}  # fmt: skip
Rectangle = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Network:
    """A point of the chart: `field` is the series to which it belongs."""

    name: str
    year: int
    parameters: int
    field: str


def draw_growth(
    networks: Sequence[Network],
    *,
    fields: Mapping[str, str],
    titles: tuple[str, str],
    trend: Sequence[tuple[float, float]] = (),
) -> PlainFigure:
    """Parameters on a logarithmic axis against the year; `fields` names the series, in the order of their colours.

    `trend` are the two ends of a line among them, as year and parameters.
    """
    colours = dict(zip(fields, CLASS_COLOURS, strict=False))
    years = min(one.year for one in networks) - ROOM[0], max(one.year for one in networks) + ROOM[1]
    logs = [floor(log10(one.parameters)) for one in networks]
    powers = min(logs), max(logs) + 1
    labels = _place_labels(networks, years, powers, trend)
    data = [_draw_trend(trend)] if trend else []
    for field, title in fields.items():
        points = [one for one in networks if one.field == field]
        if points:
            data.append(_draw_series(points, title, colours[field], labels))
    layout = make_layout(height=HEIGHT, x_title=titles[0], y_title=titles[1])
    ticks = [10.0**power for power in range(powers[0] + 1, powers[1] + 1)]
    layout["yaxis"] |= {"type": "log", "tickvals": ticks, "ticktext": [_shorten(tick) for tick in ticks]}
    layout["yaxis"] |= {"range": list(powers)}
    layout["xaxis"] |= {"range": list(years)}
    layout["hovermode"] = "closest"
    return {"data": data, "layout": layout}


def _place_labels(
    networks: Sequence[Network],
    years: tuple[int, int],
    powers: tuple[int, int],
    trend: Sequence[tuple[float, float]] = (),
) -> Mapping[str, str]:
    """Plotly's word for where each label stands: at the first of PLACES where it covers nothing, on a phone too.

    Where it can only cover something, that is the line, and no point nor another label.
    """
    points = {one.name: _find_point(one.year, one.parameters, years, powers) for one in networks}
    taken = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in points.values()]
    on_line = _cover_line([_find_point(*end, years, powers) for end in trend])
    placed = {}
    for name, point in points.items():
        boxes = {place: _find_box(point, _measure(name), *sides) for place, sides in PLACES.items()}
        free = [place for place, box in boxes.items() if _is_free(box, taken)]
        clear = [place for place in free if _is_free(boxes[place], on_line)]
        placed[name] = next(iter([*clear, *free, *PLACES]))
        taken.append(boxes[placed[name]])
    return placed


def _find_point(year: float, parameters: float, years: tuple[int, int], powers: tuple[int, int]) -> tuple[float, float]:
    """Pixels from the left and from below on a phone."""
    across = (year - years[0]) / (years[1] - years[0])
    up = (log10(parameters) - powers[0]) / (powers[1] - powers[0])
    return across * PHONE[0], up * PHONE[1]


def _cover_line(ends: Sequence[tuple[float, float]]) -> list[Rectangle]:
    """Small squares along a line between two points."""
    if not ends:
        return []
    (left, low), (right, high) = ends
    shares = [step / SQUARES for step in range(SQUARES + 1)]
    along = [(left + share * (right - left), low + share * (high - low)) for share in shares]
    return [(x - 1, y - 1, x + 1, y + 1) for x, y in along]


def _find_box(point: tuple[float, float], wide: float, across: int, up: int) -> Rectangle:
    """Of a label `wide` pixels long that lies to the left (-1), in the middle or to the right of its point, and up."""
    x, y = point[0] + across * (DOT + wide / 2), point[1] + up * (DOT + HIGH / 2)
    return x - wide / 2, y - HIGH / 2, x + wide / 2, y + HIGH / 2


def _is_free(box: Rectangle, taken: Sequence[Rectangle]) -> bool:
    inside = box[0] >= -ROOM_LEFT and box[2] <= PHONE[0]
    return inside and not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken
    )


def _measure(name: str) -> float:
    """About how many pixels a label is long; a Chinese character is twice as wide."""
    return sum(2 * LETTER if east_asian_width(sign) in "WF" else LETTER for sign in name)


def _draw_series(points: Sequence[Network], title: str, colour: str, labels: Mapping[str, str]) -> PlainFigure:
    return line(
        [one.year for one in points],
        [one.parameters for one in points],
        name=title,
        mode="markers+text",
        text=[one.name for one in points],
        textposition=[labels[one.name] for one in points],
        cliponaxis=False,
        hovertemplate="%{text}: %{y:,}<extra>%{x}</extra>",
        marker={"color": colour, "size": 10},
    )


def _draw_trend(ends: Sequence[tuple[float, float]]) -> PlainFigure:
    years, sizes = zip(*ends, strict=True)
    return line(years, sizes, mode="lines", showlegend=False, hoverinfo="skip", line={"color": NEUTRAL, "dash": "dot"})


def _shorten(count: float) -> str:
    """10,000, then 1 M and 1 G, as hardware writes them."""
    for limit, sign in ((1e9, " G"), (1e6, " M")):
        if count >= limit:
            return f"{count / limit:g}{sign}"
    return f"{count:,.0f}"
