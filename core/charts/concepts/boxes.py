"""A picture with boxes and with a map of probabilities over it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go
from PIL import Image

from core.charts.style import BAD, GOOD, PlainFigure, make_layout

SCALE = 2  # screen pixels a pixel of the picture
OPACITY = 0.55


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels: left, top, right, bottom; `title` stands in its corner."""

    edges: tuple[float, float, float, float]
    title: str
    is_right: bool


def draw_boxes(picture: Image.Image, boxes: Sequence[Box]) -> PlainFigure:
    """The picture with its boxes: solid where right, dashed where wrong."""
    figure = _draw_picture(picture)
    figure["layout"]["shapes"] = [
        {
            "type": "rect", "x0": box.edges[0], "y0": box.edges[1], "x1": box.edges[2], "y1": box.edges[3],
            "line": {"color": _colour(box), "width": 3, "dash": "solid" if box.is_right else "dash"},
        }
        for box in boxes
    ]  # fmt: skip
    figure["layout"]["annotations"] = [
        {
            "x": box.edges[0] + 2, "y": box.edges[1] + 2, "text": box.title, "showarrow": False, "xanchor": "left",
            "yanchor": "top", "font": {"color": "#ffffff", "size": 12}, "bgcolor": _colour(box),
        }
        for box in boxes
    ]  # fmt: skip
    return figure


def draw_map(picture: Image.Image, values: npt.NDArray[np.float64], title: str) -> PlainFigure:
    """The picture under a map (height, width) of values from 0 to 1."""
    figure = _draw_picture(picture)
    figure["data"] = [
        {
            "type": "heatmap", "z": values[::4, ::4], "dx": 4, "dy": 4, "x0": 2, "y0": 2, "zmin": 0, "zmax": 1,
            "colorscale": "Viridis", "opacity": OPACITY, "showscale": False, "name": title,
            "hovertemplate": "%{z:.0%}",
        }
    ]  # fmt: skip
    return figure


def _draw_picture(picture: Image.Image) -> PlainFigure:
    width, height = picture.size
    layout = make_layout(height=SCALE * height)
    layout["margin"] = {"l": 0, "r": 0, "t": 0, "b": 0}
    layout["images"] = [
        {
            "source": go.layout.Image(source=picture).source, "xref": "x", "yref": "y", "x": 0, "y": 0,
            "sizex": width, "sizey": height, "sizing": "stretch", "layer": "below",
        }
    ]  # fmt: skip
    hidden = {"visible": False, "constrain": "domain"}
    layout["xaxis"] = hidden | {"range": [0, width]}
    layout["yaxis"] = hidden | {"range": [height, 0], "scaleanchor": "x"}
    corners = {"type": "scatter", "x": [0, width], "y": [0, height], "mode": "markers", "opacity": 0}
    return {"data": [corners | {"hoverinfo": "skip", "showlegend": False}], "layout": layout}


def _colour(box: Box) -> str:
    return GOOD if box.is_right else BAD
