"""The window's arithmetic in the browser is that of core.concepts.convolution."""

import numpy as np
import pytest

from core.concepts.convolution.sliding import Window, take_patches
from core.concepts.convolution.window_trace import trace_convolution, trace_pooling
from pages.concepts.convolution.picture.picture import _describe_window

pytestmark = pytest.mark.browser
TAPS = "concepts/convolution/picture/taps.js"
GRID = "concepts/convolution/picture/grid.js"
RNG = np.random.default_rng(4)
X = RNG.uniform(0, 9, size=(9, 8, 3))
KERNEL, MIX = RNG.normal(size=(3, 3)), (0.5, -1.5, 2.0)
CASES = {
    "plain": trace_convolution(X, KERNEL, 0.25, Window(), MIX),
    "same, stride 2": trace_convolution(X, KERNEL, -1.0, Window(3, 2, "same"), MIX),
    "dilation 3": trace_convolution(X, KERNEL, 0.0, Window(3, 1, "same", 3), MIX),
    "max": trace_pooling(X - 5, "max", Window(3, 2, "same")),
    "average": trace_pooling(X, "average", Window(2, 2, "same")),
}


def picture(name):
    trace = CASES[name]
    return {
        "operation": name if trace.kernel is None else "convolution",
        "shape": trace.x.shape,
        "cells": trace.x.ravel().tolist(),
        "kernel": KERNEL.ravel().tolist(),
        "mix": MIX,
        "bias": trace.bias,
        "window": _describe_window(trace),
    }


@pytest.mark.parametrize("name", CASES)
def test_the_output_is_pythons(scripts, name):
    output = scripts.call(TAPS, "computeOutput", picture(name))
    np.testing.assert_allclose(output, CASES[name].output.ravel(), rtol=1e-9, atol=1e-9)


def test_the_taps_are_the_cells_of_the_patch(scripts):
    trace = CASES["dilation 3"]
    patch = take_patches(np.pad(trace.x, ((3, 3), (3, 3), (0, 0)), constant_values=np.nan), trace.window)[1, 6]
    taps = scripts.call(TAPS, "listTaps", picture("dilation 3"), 1, 6)
    for tap, cell in zip(taps, patch.reshape(9, 3), strict=True):
        assert tap["inside"] == (not np.isnan(cell[0]))
        assert not tap["inside"] or trace.x[tap["row"], tap["column"], 0] == cell[0]


@pytest.mark.parametrize(("cell", "place"), [([0, 0], [0, 0]), ([4, 5], [3, 4]), ([8, 7], [6, 5])])
def test_the_window_has_its_middle_over_the_pointer(scripts, cell, place):
    assert scripts.call(TAPS, "placeOver", picture("plain"), *cell) == place


@pytest.mark.parametrize(
    ("value", "text"), [(0.456, "0.46"), (-0.001, "0"), (-12.34, "−12"), (5.04, "5"), (144, "144")]
)
def test_numbers_are_short_enough_for_a_cell(scripts, value, text):
    assert scripts.call(GRID, "shorten", value) == text
