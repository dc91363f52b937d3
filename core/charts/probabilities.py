"""How probable the classes are for one picture: a bar each, the most probable on top."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.charts.style import class_colour, styled

ROW = 30  # pixels


def per_cent(share: float) -> str:
    """Such as ``97.3%``; what is not quite nothing or everything does not read as 0% or 100%."""
    if 0 < share < 0.0005:
        return "<0.1%"
    if 0.9995 <= share < 1:
        return ">99.9%"
    return f"{share:.1%}"


def probability_bars(probabilities: Mapping[str, float], classes: Sequence[str]) -> go.Figure:
    """The bars of `probabilities` in their order, in the classes' colours, with the numbers at their ends."""
    labels, values = list(probabilities), list(probabilities.values())
    figure = go.Figure(
        go.Bar(
            x=values,
            y=labels,
            orientation="h",
            text=[per_cent(value) for value in values],
            textposition="outside",
            cliponaxis=False,
            marker={"color": [class_colour(label, classes) for label in labels], "cornerradius": 3},
            hoverinfo="skip",
        )
    )
    styled(figure, height=ROW * len(labels) + 12)
    figure.update_layout(margin={"l": 0, "r": 64, "t": 4, "b": 4}, showlegend=False, bargap=0.35)
    figure.update_xaxes(range=[0, 1], visible=False)
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False, ticksuffix="  ")
    return figure
