"""The learning curve of the article's program, beside what was claimed of it."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.charts.style import NEUTRAL, TRAINING, VALIDATION, styled

HEIGHT = 340


def learning_curve(
    epochs: Sequence[int], training: Sequence[float], validation: Sequence[float], *, names: tuple[str, str],
    claim: tuple[float, str], x_title: str, y_title: str,
) -> go.Figure:  # fmt: skip
    """Accuracy by epoch on training and on unseen photos, with the level that was claimed."""
    figure = go.Figure()
    for name, values, colour in zip(names, (training, validation), (TRAINING, VALIDATION), strict=True):
        figure.add_scatter(x=epochs, y=values, name=name, mode="lines+markers", line={"color": colour, "width": 3})
    figure.add_hline(claim[0], line={"color": NEUTRAL, "dash": "dot"}, annotation_text=claim[1])
    styled(figure, height=HEIGHT, x_title=x_title, y_title=y_title)
    figure.update_yaxes(tickformat=".0%", range=[0.4, 1.02])
    return figure
