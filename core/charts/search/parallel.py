"""Each trial as a line through its settings, coloured by its accuracy; a range is chosen by dragging on an axis."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.charts.search.axes import Axis
from core.charts.style import PlainFigure, literal, make_layout

HEIGHT = 380
SCALE = "Viridis"


def draw_parallel(
    axes: Sequence[Axis],
    values: Sequence[Mapping[str, object]],
    accuracies: Sequence[float],
    *,
    names: Mapping[str, str],
    accuracy: str,
) -> PlainFigure:
    """`values` are those of each trial by the axis's name, for which `names` are the words on the chart."""
    lowest, highest = min(accuracies, default=0.0), max(accuracies, default=1.0)
    if lowest == highest:
        lowest, highest = lowest - 0.01, highest + 0.01
    dimensions = [
        {
            "label": literal(names.get(axis.name, axis.name)),
            "values": np.array([axis.place(one[axis.name]) for one in values]),
            "range": [axis.low, axis.high],
            "tickvals": list(axis.ticks),
            "ticktext": list(axis.texts),
        }
        for axis in axes
    ]
    dimensions.append(
        {"label": accuracy, "values": np.array(accuracies), "range": [lowest, highest], "tickformat": ".1%"}
    )
    look = {
        "color": np.array(accuracies), "colorscale": SCALE, "cmin": lowest, "cmax": highest, "showscale": False,
    }  # fmt: skip
    layout = make_layout(height=HEIGHT) | {"margin": {"l": 56, "r": 56, "t": 64, "b": 28}}
    lines = {"type": "parcoords", "dimensions": dimensions, "line": look, "labelangle": -18}
    return {"data": [lines], "layout": layout}
