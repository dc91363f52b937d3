"""The three ways side by side: accuracy against photos a class, and against seconds."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from core.charts.style import GOOD, NEUTRAL, SHARES, TRAINING, VALIDATION, apply_style

HEIGHT = 340
COLOURS = (GOOD, TRAINING, VALIDATION)
WIDTHS = (8, 3, 3)  # the second lies on the first where they are as good, and must not hide it


@dataclass(frozen=True)
class AccuracyLine:
    """One way: accuracies `y` at `x`, and the ends of their intervals where there are any."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    intervals: Sequence[tuple[float, float]] = field(default_factory=tuple)


def draw_accuracy_lines(
    lines: Sequence[AccuracyLine], *, chosen: float, titles: tuple[str, str], ticks: Sequence[int] | None = None
) -> go.Figure:
    """A line a way, always in its colour; `chosen` is marked. With `ticks` the axis is logarithmic and has those."""
    figure = go.Figure()
    for line, colour, width in zip(lines, COLOURS, WIDTHS, strict=True):
        figure.add_scatter(
            x=line.x, y=line.y, error_y=_whiskers(line), name=line.name, mode="lines+markers",
            line={"color": colour, "width": width},
        )  # fmt: skip
    figure.add_vline(chosen, line={"color": NEUTRAL, "dash": "dot"})
    apply_style(figure, height=HEIGHT, x_title=titles[0], y_title=titles[1])
    figure.update_yaxes(range=[0.4, 1.02], **SHARES)
    figure.update_xaxes(type="log" if ticks else "linear", tickvals=ticks, ticktext=ticks, rangemode="tozero")
    figure.update_layout(showlegend=True)
    return figure


def _whiskers(line: AccuracyLine) -> dict[str, object]:
    return {
        "type": "data",
        "array": [high - y for y, (_low, high) in zip(line.y, line.intervals, strict=False)],
        "arrayminus": [y - low for y, (low, _high) in zip(line.y, line.intervals, strict=False)],
        "thickness": 1.5,
        "visible": bool(line.intervals),
    }
