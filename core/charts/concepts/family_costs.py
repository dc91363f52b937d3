"""What layers of several families cost, by the number of places in the input."""

from collections.abc import Mapping, Sequence

from core.charts.style import CLASS_COLOURS, NEUTRAL, PlainFigure, line, make_layout

HEIGHT = 340


def draw_family_costs(
    places: Sequence[int], macs: Mapping[str, Sequence[int]], here: int, *, titles: tuple[str, str]
) -> PlainFigure:
    """MACs by places, both logarithmic; `macs` has a line by its title, `here` is the chosen number of places."""
    lines = [
        line(places, values, name=title, mode="lines", line={"color": colour, "width": 3})
        for (title, values), colour in zip(macs.items(), CLASS_COLOURS, strict=False)
    ]
    layout = make_layout(height=HEIGHT, x_title=titles[0], y_title=titles[1])
    layout["xaxis"] |= {"type": "log", "dtick": 1}
    layout["yaxis"] |= {"type": "log", "dtick": 2, "exponentformat": "power"}
    mark = {"type": "line", "x0": here, "x1": here, "y0": 0, "y1": 1, "yref": "paper"}
    layout["shapes"] = [mark | {"line": {"color": NEUTRAL, "width": 1.5, "dash": "dot"}}]
    return {"data": lines, "layout": layout}
