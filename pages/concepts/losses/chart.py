"""The picture of the Losses screen: one prediction dragged, two losses, drawn in the browser."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import streamlit as st

from core.charts.style import CLASS_COLOURS
from core.concepts.loss_trace import CORNERS, Descent, LossSide, LossTrace, right_probability
from core.i18n import _
from pages.shared.browser.component import component
from pages.shared.browser.rounding import round_to_digits
from pages.shared.charts.download.chart_download import chart_download

CLASSES = ("A", "B", "C")
CROSS_ENTROPY, SQUARED = CLASS_COLOURS[0], CLASS_COLOURS[1]
DIGITS = 5  # more than the eye can tell from the picture

_mount = component("concepts/losses/chart.js", styles=["shared/charts/chart.css", "concepts/losses/chart.css"])


def loss_chart(
    trace: LossTrace,
    target: int,
    point: int,
    descent: Descent,
    *,
    key: str,
    on_logits: Callable[[Sequence[float]], None],
) -> None:
    """The trace with its point in row `point`; `on_logits` gets the logits where the reader lets it go."""

    def report_place() -> None:
        on_logits(st.session_state[key]["logits"])

    _mount(data=_data(trace, target, point, descent), key=key, on_logits_change=report_place)
    chart_download(key, name="loss")


def _data(trace: LossTrace, target: int, point: int, descent: Descent) -> dict[str, Any]:
    two = trace.logits.shape[-1] == 1
    return {
        "view": "two" if two else "three",
        "logits": trace.logits.tolist(),
        "probabilities": round_to_digits(trace.probabilities, DIGITS),
        "right": round_to_digits(right_probability(trace, target), DIGITS),
        "sides": [
            _side("cross_entropy", _("cross-entropy"), CROSS_ENTROPY, trace.cross_entropy),
            _side("squared", _("squared error"), SQUARED, trace.squared),
        ],
        "descent": [round_to_digits(descent.cross_entropy, DIGITS), round_to_digits(descent.squared, DIGITS)],
        "point": point,
        "target": target,
        "classes": list(CLASSES),
        "steps": CORNERS,
        "words": _words(two=two),
    }


def _words(*, two: bool) -> dict[str, str]:
    return {
        "label": _("The prediction; move it with the arrow keys"),
        "right": _("probability of the right class"),
        "loss": _("loss"),
        "gradient": _("gradient on the logit") if two else _("gradient on the three logits"),
        "logit": _("logit z of class 1"),
        "descent": _("probability of the right class"),
        "steps": _("steps of gradient descent from here"),
        "darker": _("stronger colour: larger gradient"),
    }


def _side(key: str, name: str, colour: str, side: LossSide) -> dict[str, Any]:
    return {
        "key": key,
        "name": name,
        "colour": colour,
        "value": round_to_digits(side.value, DIGITS),
        "gradient": round_to_digits(side.on_logits, DIGITS),
        "size": round_to_digits(np.linalg.norm(side.on_logits, axis=-1) / np.sqrt(2.0), DIGITS),
    }
