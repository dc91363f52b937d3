"""Sound as a picture: frequencies up the side, time across, loudness in colour."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from core.charts.style import PlainFigure, make_layout

HEIGHT = 360
HIGHEST = 4000  # Hz; the notes that can be played and their first overtones
MOST_COLUMNS = 240


def draw_spectrogram(
    frequencies: npt.NDArray[np.float64],
    moments: npt.NDArray[np.float64],
    decibels: npt.NDArray[np.float64],
    *,
    names: Mapping[str, str],
) -> PlainFigure:
    """Decibels (frequencies, moments); `names` are `frequency`, `time` and `loudness`."""
    rows, step = frequencies <= HIGHEST, max(1, len(moments) // MOST_COLUMNS)
    heat = {
        "type": "heatmap", "x": moments[::step], "y": frequencies[rows], "z": decibels[rows][:, ::step],
        "colorscale": "Viridis", "colorbar": {"title": {"text": names["loudness"]}},
        "hovertemplate": "%{x:.2f} s, %{y:.0f} Hz: %{z:.0f} dB<extra></extra>",
    }  # fmt: skip
    layout = make_layout(height=HEIGHT, x_title=names["time"], y_title=names["frequency"])
    return {"data": [heat], "layout": layout | {"hovermode": "closest"}}
