"""How many pictures each class has, by split."""

from collections.abc import Mapping

import plotly.graph_objects as go

from core.charts.style import GOOD, TRAINING, VALIDATION, apply_style, literal
from core.i18n import N_, _

SPLIT_NAMES = {"train": N_("Training"), "val": N_("Validation"), "test": N_("Test")}
ROW, MOST_ROWS = 30, 30  # pixels; more classes share the height of so many
SPLIT_COLOURS = {"train": TRAINING, "val": VALIDATION, "test": GOOD}


def draw_pictures_by_class(counts: Mapping[str, Mapping[str, int]]) -> go.Figure:
    """Bars of {label: {split: pictures}}, one a class, the first class on top."""
    figure = go.Figure()
    for split, name in SPLIT_NAMES.items():
        figure.add_bar(
            y=list(map(literal, counts)),
            x=[by_split[split] for by_split in counts.values()],
            name=_(name),
            orientation="h",
            marker_color=SPLIT_COLOURS[split],
        )
    apply_style(figure, height=110 + ROW * min(max(2, len(counts)), MOST_ROWS), x_title=_("Pictures"))
    figure.update_layout(barmode="stack", hovermode="y unified", legend_traceorder="normal", bargap=0.3)
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    return figure
