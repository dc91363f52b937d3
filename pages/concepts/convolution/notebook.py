"""What the notebook of the screen “Convolution and pooling” computes."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.concepts.convolution.patterns import read_cells
from core.concepts.convolution.receptive_field import see_through
from core.concepts.convolution.sliding import Window
from core.concepts.convolution.window_trace import WindowTrace, trace_convolution, trace_pooling
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from pages.concepts.convolution.window_state import (
    LEVEL_CELLS,
    STATE,
    is_drawing,
    is_pooling,
    list_stack,
    read_digits,
    read_mix,
    read_place,
    read_value,
)


def list_calls(trace: WindowTrace) -> list[Call]:
    """The window on the picture with one value of its output, and the receptive field.

    A picture of digits is read from them, as the screen does; a drawing comes along cell by cell.
    """
    row, column = read_place(trace)
    shown = (f"take_patch({row}, {column})", f"output[{row}, {column}]", "output", "on_cells")
    picture = [] if is_drawing() else [Call("picture", read_cells, {"digits": read_digits()})]
    x = trace.x if is_drawing() else Result("picture")
    if is_pooling():
        call = Call("trace", trace_pooling, {"x": x, "pooling": STATE["operation"], "window": trace.window}, shown)
    else:
        call = Call("trace", trace_convolution, _arguments(x, trace.window), (*shown, "on_taps", "on_bias"))
    return [*picture, call, _see(list_stack())]


def _arguments(x: object, window: Window) -> Mapping[str, object]:
    kernel = np.array(STATE["kernel"], dtype=np.float64).reshape(3, 3)
    return {"x": x, "kernel": kernel, "bias": STATE["bias"], "window": window, "mix": read_mix()}


def _see(windows: Sequence[Window]) -> Call:
    return Call("levels", see_through, {"length": LEVEL_CELLS, "windows": list(windows), "place": read_value(windows)})
