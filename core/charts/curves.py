"""Loss and accuracy over the epochs: a thin line of batches, bold points of epochs."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.charts.style import TRAINING, VALIDATION, styled

MAX_POINTS = 2000
HEIGHT = 320


def thin_out(x: Sequence[float], y: Sequence[float], limit: int = MAX_POINTS) -> tuple[np.ndarray, np.ndarray]:
    """At most `limit` of the points, the lowest and the highest of each stretch among them, so that peaks survive."""
    xs, ys = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if len(xs) <= limit:
        return xs, ys
    stretches = np.array_split(np.arange(len(xs)), limit // 2)
    kept = sorted({i for part in stretches for i in (part[np.argmin(ys[part])], part[np.argmax(ys[part])])})
    return xs[kept], ys[kept]


def learning_curve(
    metric: str,
    batches: Mapping[str, Sequence[float]],
    epochs: Sequence[Mapping[str, Any]],
    *,
    names: Mapping[str, str],
    total_epochs: int,
    best_epoch: int | None,
) -> go.Figure:
    """One metric (`loss` or `accuracy`) of a run.

    `batches` has the columns `position` (in epochs) and the metric; `epochs` one mapping an epoch with `epoch`, the
    metric and `val_` before it. `names` are the words on the chart: `batch`, `training`, `validation`, `epoch`,
    `best` and the metric itself.
    """
    figure = go.Figure()
    x, y = thin_out(batches["position"], batches[metric])
    numbers = [epoch["epoch"] for epoch in epochs]
    figure.add_scatter(x=x, y=y, name=names["batch"], line={"color": TRAINING, "width": 1}, opacity=0.45)
    for key, name, colour in ((metric, "training", TRAINING), (f"val_{metric}", "validation", VALIDATION)):
        values = [epoch[key] for epoch in epochs]
        figure.add_scatter(
            x=numbers, y=values, name=names[name], mode="lines+markers", line={"color": colour, "width": 2.5}
        )
    if best_epoch is not None:
        figure.add_vline(
            x=best_epoch, line={"color": VALIDATION, "width": 1, "dash": "dot"}, annotation_text=names["best"]
        )
    styled(figure, height=HEIGHT, x_title=names["epoch"], y_title=names[metric])
    figure.update_xaxes(range=[0, total_epochs * 1.02])
    if metric == "accuracy":
        figure.update_yaxes(tickformat=".0%")
    return figure
