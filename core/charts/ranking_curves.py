"""The ROC and the precision-recall curve of one class."""

from collections.abc import Mapping

import numpy as np

from core.charts.style import NEUTRAL, SHARES, VALIDATION, PlainFigure, line, make_layout

HEIGHT = 360


def draw_roc(
    false_positive_rate: np.ndarray,
    recall: np.ndarray,
    *,
    at: tuple[float, float] | None,
    colour: str,
    names: Mapping[str, str],
) -> PlainFigure:
    """Recall over the false positive rate (k,), from (0, 0) on; `at` is the point where the model decides.

    `names` are `curve`, `chance`, `false_positive_rate`, `recall` and `decides`.
    """
    chance = line([0, 1], [0, 1], name=names["chance"], mode="lines", hoverinfo="skip")
    curve = line([0, *false_positive_rate], [0, *recall], name=names["curve"], mode="lines")
    return _finish(chance, curve, at, colour, names, "false_positive_rate", "recall")


def draw_precision_recall(
    recall: np.ndarray,
    precision: np.ndarray,
    *,
    share: float,
    at: tuple[float, float] | None,
    colour: str,
    names: Mapping[str, str],
) -> PlainFigure:
    """Precision over recall (k,); `share` of the pictures are of the class, which is the precision of guessing.

    `names` are `curve`, `chance`, `recall`, `precision` and `decides`.
    """
    chance = line([0, 1], [share, share], name=names["chance"], mode="lines", hoverinfo="skip")
    curve = line(recall, precision, name=names["curve"], mode="lines")
    return _finish(chance, curve, at, colour, names, "recall", "precision")


def _finish(
    chance: dict[str, object],
    curve: dict[str, object],
    at: tuple[float, float] | None,
    colour: str,
    names: Mapping[str, str],
    x: str,
    y: str,
) -> PlainFigure:
    chance["line"] = {"color": NEUTRAL, "dash": "dot", "width": 1.5}
    curve["line"] = {"color": colour, "width": 2.5}
    curve["hovertemplate"] = f"{names[x]}: %{{x:.1%}}<br>{names[y]}: %{{y:.1%}}<extra></extra>"
    marker = {"color": VALIDATION, "size": 11, "symbol": "diamond", "line": {"width": 1, "color": "white"}}
    points = [line([at[0]], [at[1]], name=names["decides"], mode="markers", marker=marker)] if at else []
    layout = make_layout(height=HEIGHT, x_title=names[x], y_title=names[y]) | {"hovermode": "closest"}
    layout["xaxis"] |= SHARES | {"range": [-0.02, 1.02]}
    layout["yaxis"] |= SHARES | {"range": [-0.02, 1.04]}
    return {"data": [chance, curve, *points], "layout": layout}
