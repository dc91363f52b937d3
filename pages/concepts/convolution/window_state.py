"""What the address of the screen “Convolution and pooling” holds: picture, window, weights, and the place."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from core.concepts.activations import Array
from core.concepts.convolution.kernels import KERNELS, Kernel, find_name
from core.concepts.convolution.patterns import BRIGHTEST, PATTERNS, SIDE, read_cells
from core.concepts.convolution.receptive_field import list_lengths
from core.concepts.convolution.sliding import Window
from core.concepts.convolution.window_trace import WindowTrace, trace_convolution, trace_pooling
from core.errors import InputError
from core.i18n import N_
from core.sketches import LABELS, draw
from pages.shared.concept_screen import scaffold
from pages.shared.screen_state import Field, State, choice, flag, format_number, integer, number

DRAWING = 32  # cells along each side of a drawing
STRONGEST = 99.0  # weight
OWN = "own"
IMAGES = {
    "seven": N_("a seven"),
    "three": N_("a three"),
    "face": N_("a face"),
    "square": N_("a square"),
    "line": N_("one line"),
    "checks": N_("a chessboard"),
    "ramp": N_("dark to bright"),
    "cat": N_("a drawn cat, in colour"),
    "dog": N_("a drawn dog, in colour"),
    OWN: N_("your own cells"),
}
OPERATIONS = {
    "convolution": N_("convolution"),
    "max": N_("max pooling"),
    "average": N_("average pooling"),
}
PADDINGS = {"valid": N_("valid: none"), "same": N_("same: zeros around")}
MIX = ("red", "green", "blue")
MOST_LAYERS = 5
LEVEL_CELLS = 40  # of the input in the picture of the receptive field


def kernel_field(default: Kernel) -> Field:
    """Nine weights, row by row, with commas between them."""

    def read(text: str) -> Kernel:
        try:
            weights = tuple(float(part) for part in text.split(","))
        except ValueError:
            weights = ()
        if len(weights) != 9 or not all(abs(weight) <= STRONGEST for weight in weights):
            raise InputError(
                N_("“{entry}” is no kernel. Write nine numbers from {low} to {high} with commas, row by row."),
                entry=text, low=f"{-STRONGEST:g}", high=f"{STRONGEST:g}",
            )  # fmt: skip
        return weights

    return Field(default, read, write=lambda kernel: ",".join(map(format_number, kernel)))


def cells_field(default: str) -> Field:
    """The reader's own picture: a digit for each cell, row by row."""

    def read(text: str) -> str:
        if len(text) != SIDE * SIDE or not (text.isascii() and text.isdigit()):
            raise InputError(
                N_("The cells in the link are damaged: there must be {count} digits. Draw them anew."), count=SIDE**2
            )
        return text

    return Field(default, read)


STATE = State(
    "convolution",
    {
        "operation": choice("convolution", OPERATIONS),
        "image": choice("seven", IMAGES),
        "cells": cells_field(PATTERNS["seven"]),
        "kernel": kernel_field(KERNELS["edges"]),
        "bias": number(0.0, -STRONGEST, STRONGEST),
        **{name: number(1.0, -3.0, 3.0) for name in MIX},
        "size": integer(2, 2, 4),
        "stride": integer(1, 1, 4),
        "padding": choice("valid", PADDINGS),
        "dilation": integer(1, 1, 3),
        "back": flag(False),
        "layers": integer(3, 1, MOST_LAYERS),
        "pooled": flag(False),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
    },
)
PLACE = State(
    "convolution.place",
    {
        "row": integer(1, 0, DRAWING - 1),
        "column": integer(4, 0, DRAWING - 1),
        "value": integer(LEVEL_CELLS // 2, 0, LEVEL_CELLS - 1),
    },
)


def is_pooling() -> bool:
    return bool(STATE["operation"] != "convolution")


def is_drawing() -> bool:
    return STATE["image"] in LABELS


def read_window() -> Window:
    if is_pooling():
        return Window(STATE["size"], STATE["stride"], STATE["padding"])
    return Window(3, STATE["stride"], STATE["padding"], STATE["dilation"])


def read_trace() -> WindowTrace:
    """The numbers of the moment."""
    x = _draw(STATE["image"], STATE["seed"]) if is_drawing() else read_cells(read_digits())
    if is_pooling():
        return trace_pooling(x, STATE["operation"], read_window())
    kernel = np.array(STATE["kernel"], dtype=np.float64).reshape(3, 3)
    return trace_convolution(x, kernel, STATE["bias"], read_window(), read_mix())


def read_digits() -> str:
    """The cells of a pattern or of the reader's own picture."""
    return STATE["cells"] if STATE["image"] == OWN else PATTERNS[STATE["image"]]


def read_mix() -> tuple[float, ...]:
    """The weight of each channel of the picture."""
    return tuple(STATE[name] for name in MIX) if is_drawing() else (1.0,)


@lru_cache(maxsize=8)
def _draw(label: str, seed: int) -> Array:
    """A drawing of core.sketches as cells from 0 to BRIGHTEST, to one decimal."""
    pixels = np.asarray(draw(label, index=seed, size=DRAWING, seed=0), dtype=np.float64)
    return np.round(pixels / 255.0 * BRIGHTEST, 1)


def read_place(trace: WindowTrace) -> tuple[int, int]:
    """Where the window stands: as far as the address says, within what there is."""
    rows, columns = trace.output.shape[:2]
    return min(PLACE["row"], rows - 1), min(PLACE["column"], columns - 1)


def list_stack() -> list[Window]:
    """The windows of the receptive field: this one, again and again, with a pooling after each if that is wanted."""
    pooling = [Window(2, 2, STATE["padding"])] if STATE["pooled"] else []
    return [read_window(), *pooling] * STATE["layers"]


def read_value(windows: Sequence[Window]) -> int:
    """Which value at the top of these windows is watched: as the address says, within what there is."""
    last = list_lengths(LEVEL_CELLS, windows)[-1] - 1
    return min(int(PLACE["value"]), last)


def on_operation() -> None:
    """Take the stride that networks use: 1 for a convolution, its own size for a pooling."""
    STATE.set(stride=STATE["size"] if is_pooling() else 1)


def name_kernel() -> str:
    """The name of the kernel, or that it is the reader's own."""
    return find_name(STATE["kernel"]) or OWN


def take_hand(hand: Mapping[str, Any]) -> None:
    """What the reader has changed in the picture: the place of the window, weights, cells."""
    row, column = (int(number) for number in hand["place"])
    PLACE.set(row=row, column=column)
    if hand["kernel"]:
        STATE.set(kernel=tuple(float(weight) for weight in hand["kernel"]))
    if hand["cells"]:
        STATE.set(image=OWN, cells=str(hand["cells"]))
