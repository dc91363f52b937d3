"""The curves of several runs over each other."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.charts.style import CLASS_COLOURS, SHARES, PlainFigure, line, make_layout

HEIGHT = 340
FAR_LONGER = 8  # times as many epochs as another run, and the shorter one would be a dot beside it
EPOCHS = [first * 10**power for power in range(4) for first in (1, 2, 5)]  # ticks of a logarithmic axis


def draw_overlaid_curves(
    metric: str, runs: Mapping[str, Sequence[Mapping[str, Any]]], *, names: Mapping[str, str]
) -> PlainFigure:
    """One metric (`loss` or `accuracy`) of several runs, a colour each: training dotted, validation solid.

    Where one run is far longer than another, such as a head trained to convergence, the epochs stand on a logarithmic
    axis.

    `runs` holds for each name the epochs, mappings with `epoch`, the metric and `val_` before it. `names` are the words
    on the chart: `training`, `validation`, `epoch` and the metric itself.
    """
    traces = []
    for (run, epochs), colour in zip(runs.items(), CLASS_COLOURS, strict=False):
        for key, part, dash in ((metric, "training", "dot"), (f"val_{metric}", "validation", "solid")):
            traces.append(
                line(
                    [epoch["epoch"] for epoch in epochs],
                    [epoch[key] for epoch in epochs],
                    name=run,
                    legendgroup=run,
                    showlegend=part == "validation",
                    mode="lines" if len(epochs) > 1 else "markers",
                    line={"color": colour, "width": 2.5 if part == "validation" else 1.5, "dash": dash},
                    hovertemplate=f"{run}, {names[part]}: %{{y:.3f}}<extra></extra>",
                )
            )
    layout = make_layout(height=HEIGHT, x_title=names["epoch"], y_title=names[metric])
    layout["yaxis"] |= SHARES if metric == "accuracy" else {"rangemode": "tozero"}
    lengths = [len(epochs) for epochs in runs.values() if epochs]
    if lengths and max(lengths) > FAR_LONGER * min(lengths):
        layout["xaxis"] |= {"type": "log", "tickvals": EPOCHS}
    return {"data": traces, "layout": layout}
