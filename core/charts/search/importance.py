"""How much each setting explains of the differences between trials, with how sure that is."""

from collections.abc import Mapping

import numpy as np

from core.charts.style import NEUTRAL, SHARES, TRAINING, PlainFigure, literal, make_layout

ROW, MARGIN = 34, 90  # pixels


def draw_importance(shares: Mapping[str, tuple[float, float, float]], *, share: str) -> PlainFigure:
    """`shares` have mean, low and high by the name of the setting; the largest comes first."""
    ordered = sorted(shares.items(), key=lambda item: item[1][0])
    means = np.array([one[0] for _, one in ordered])
    above = np.array([max(0.0, one[2] - one[0]) for _, one in ordered])
    below = np.array([max(0.0, one[0] - one[1]) for _, one in ordered])
    bars = {
        "type": "bar", "orientation": "h", "x": means, "y": [literal(name) for name, _ in ordered],
        "marker": {"color": TRAINING},
        "error_x": {
            "type": "data", "array": above, "arrayminus": below, "symmetric": False, "thickness": 1.5, "color": NEUTRAL,
        },
    }  # fmt: skip
    layout = make_layout(height=MARGIN + ROW * len(ordered), x_title=share)
    layout["xaxis"] |= SHARES | {"rangemode": "tozero"}
    return {"data": [bars], "layout": layout | {"showlegend": False, "hovermode": "closest"}}
