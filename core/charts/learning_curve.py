"""Loss and accuracy over the epochs: bold points of epochs, and of a run at work a thin line of batches."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.charts.style import NEUTRAL, SHARES, TRAINING, VALIDATION, PlainFigure, line, make_layout

MAX_POINTS = 2000
HEIGHT = 320
LATE = 0.85  # share of the epochs from which a word to the right of its line would be cut off
USUAL = 0.9  # of the batches have a loss that the axis shows


def thin_out(x: Sequence[float], y: Sequence[float], limit: int = MAX_POINTS) -> tuple[np.ndarray, np.ndarray]:
    """At most `limit` of the points, the lowest and the highest of each stretch among them, so that peaks survive."""
    xs, ys = np.array(x, dtype=float), np.array(y, dtype=float)  # copies: whoever gave them may add to theirs
    if len(xs) <= limit:
        return xs, ys
    length = -(-2 * len(ys) // limit)  # of a stretch; the last one is filled up with its last value
    stretches = np.pad(ys, (0, -len(ys) % length), mode="edge").reshape(-1, length)
    starts = np.arange(len(stretches)) * length
    ends = np.concatenate([starts + stretches.argmin(axis=1), starts + stretches.argmax(axis=1)])
    kept = np.unique(np.minimum(ends, len(ys) - 1))
    return xs[kept], ys[kept]


def draw_learning_curve(
    metric: str,
    batches: Mapping[str, Sequence[float]],
    epochs: Sequence[Mapping[str, Any]],
    *,
    names: Mapping[str, str],
    best_epoch: int | None,
) -> PlainFigure:
    """One metric (`loss` or `accuracy`) of a run, as far as it is: the curve has the whole width from the start.

    `batches` has the columns `position` (in epochs) and the metric; `epochs` one mapping an epoch with `epoch`, the
    metric and `val_` before it. `names` are the words on the chart: `batch`, `training`, `validation`, `epoch`,
    `best` and the metric itself.
    """
    x, y = thin_out(batches["position"], batches[metric])
    batch = line(x, y, name=names["batch"], mode="lines", line={"color": TRAINING, "width": 1}, opacity=0.45)
    batch["hovertemplate"] = _said(names["batch"])
    pair = _pair(
        [epoch["epoch"] for epoch in epochs],
        [epoch[metric] for epoch in epochs],
        [epoch[f"val_{metric}"] for epoch in epochs],
        (names["training"], names["validation"]),
    )
    layout = make_layout(height=HEIGHT, x_title=names["epoch"], y_title=names[metric])
    done = max(1.0, x[-1] if len(x) else 0.0, epochs[-1]["epoch"] if epochs else 0.0)
    layout["xaxis"] |= {"range": [0, done * 1.02], "hoverformat": ".1f"}
    layout["yaxis"] |= SHARES if metric == "accuracy" else {"range": [0, _top(y, epochs)]}
    if best_epoch is not None:
        layout |= _mark(best_epoch, names["best"], late=best_epoch > LATE * done)
    return {"data": [batch, *pair], "layout": layout}


def draw_recorded_curve(
    epochs: Sequence[int], training: Sequence[float], validation: Sequence[float], *, names: tuple[str, str],
    claim: tuple[float, str], x_title: str, y_title: str,
) -> go.Figure:  # fmt: skip
    """Accuracy by epoch on training and on unseen photos, with the level that was claimed and its words."""
    layout = make_layout(height=HEIGHT, x_title=x_title, y_title=y_title)
    layout["yaxis"] |= SHARES | {"range": [0.4, 1.02]}
    figure = go.Figure(data=_pair(epochs, training, validation, names), layout=layout)
    words = {"annotation_text": claim[1], "annotation_position": "bottom left"}  # where the curves begin, far below
    return figure.add_hline(claim[0], line={"color": NEUTRAL, "dash": "dot"}, **words)


def _pair(
    epochs: Sequence[int], training: Sequence[float], validation: Sequence[float], names: tuple[str, str]
) -> list[dict[str, Any]]:
    """Training and validation by epoch, each in its colour."""
    return [
        line(*thin_out(epochs, values), name=name, mode="lines+markers", line={"color": colour, "width": 2.5},
             hovertemplate=_said(name))
        for values, name, colour in zip((training, validation), names, (TRAINING, VALIDATION), strict=True)
    ]  # fmt: skip


def _said(name: str) -> str:
    """What a point says when it is pointed at; else one that is not right under the pointer says its epoch too."""
    return f"%{{y}}<extra>{name}</extra>"


def _top(batches: np.ndarray, epochs: Sequence[Mapping[str, Any]]) -> float:
    """Where the loss axis ends: the spike of the first few batches must not flatten all that follows."""
    told = [float(epoch[name]) for epoch in epochs for name in ("loss", "val_loss")]
    usual = [float(np.quantile(batches, USUAL))] if len(batches) else []
    finite = [value for value in (*told, *usual) if np.isfinite(value)]
    return 1.1 * max(finite, default=1.0)


def _mark(epoch: int, text: str, *, late: bool) -> dict[str, Any]:
    """A dotted line over the whole height at one epoch, and a word at its top, where there is room for it."""
    across = {"x0": epoch, "x1": epoch, "y0": 0, "y1": 1, "yref": "paper"}
    side = "right" if late else "left"
    word = {"x": epoch, "y": 1, "yref": "paper", "yanchor": "top", "xanchor": side, "showarrow": False, "text": text}
    return {
        "shapes": [{"type": "line", **across, "line": {"color": VALIDATION, "width": 1, "dash": "dot"}}],
        "annotations": [word],
    }
