"""The picture of the screen Convolution and pooling: a window that follows the reader's hand."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from core.charts.style import BAD, CLASS_COLOURS
from core.concepts.activations import Array
from core.concepts.convolution.window_trace import WindowTrace
from core.i18n import _, language
from pages.shared.browser.component import component
from pages.shared.browser.rounding import round_to_digits
from pages.shared.charts.download.chart_download import chart_download

DIGITS = 6  # more than the eye can tell; the table below the picture has them all
SIGNS = (BAD, CLASS_COLOURS[0])

_mount = component(
    "concepts/convolution/picture/picture.js",
    styles=[
        "shared/charts/chart.css",
        "shared/charts/playing/slider.css",
        "shared/charts/playing/playback.css",
        "concepts/convolution/picture/picture.css",
    ],
)


def show_window(
    trace: WindowTrace,
    operation: str,
    *,
    kernel: Sequence[float],
    mix: Sequence[float],
    place: tuple[int, int],
    editable: bool,
    back: bool,
    key: str,
    on_hand: Callable[[Mapping[str, Any]], None],
) -> None:
    """The trace with its window at `place`; `on_hand` gets the place, the kernel and the cells that were changed."""

    def report_hand() -> None:
        on_hand(st.session_state[key]["hand"])

    data = {
        "operation": operation,
        "shape": list(trace.x.shape),
        "cells": trace.x.ravel().tolist(),
        "kernel": list(kernel),
        "mix": list(mix),
        "bias": trace.bias,
        "window": _describe_window(trace),
        "output": _flatten(trace.output),
        "place": list(place),
        "editable": editable,
        "signs": SIGNS,
        "back": _gradients(trace) if back else None,
        "language": language(),
        "words": _words(operation),
    }
    _mount(data=data, key=key, on_hand_change=report_hand)
    chart_download(key, name="convolution")


def _describe_window(trace: WindowTrace) -> dict[str, Any]:
    window, (top, left) = trace.window, trace.padding
    rows, columns, channels = trace.output.shape
    return {
        "size": window.size,
        "stride": window.stride,
        "dilation": window.dilation,
        "top": top,
        "left": left,
        "rows": rows,
        "columns": columns,
        "channels": channels,
    }


def _gradients(trace: WindowTrace) -> dict[str, Any]:
    taps = None if trace.on_taps is None else _flatten(trace.on_taps)
    return {"cells": _flatten(trace.on_cells), "taps": taps}


def _flatten(values: Array) -> list[float]:
    flat: list[float] = round_to_digits(values.ravel(), DIGITS)
    return flat


def _words(operation: str) -> dict[str, Any]:
    pooling = operation != "convolution"
    return {
        "label": _("The window on the picture; move it with the arrow keys"),
        "input": _("the picture"),
        "window": _("under the window") if pooling else _("under the window: cell × weight"),
        "output": _("what comes out"),
        "kernel": _("the kernel: change any weight"),
        "weight": _("weight in row {row}, column {column}"),
        "onCells": _("gradient on the picture"),
        "onTaps": _("gradient on the kernel"),
        "channels": [_("red"), _("green"), _("blue")],
        "play": _("Play"),
        "pause": _("Pause"),
        "draw": _("Draw"),
        "scrub": _("place of the window"),
        "where": _("row {row}, column {column}"),
        "outside": _("padding"),
        "sum": _("sum"),
        "bias": _("bias"),
        "largest": _("largest"),
        "mean": _("mean"),
    }
