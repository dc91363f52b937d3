"""The trace of the screen, its kernels and its patterns."""

import numpy as np
import pytest

from core.concepts.convolution.kernels import KERNELS, find_name
from core.concepts.convolution.patterns import BRIGHTEST, PATTERNS, SIDE, read_cells
from core.concepts.convolution.sliding import Window
from core.concepts.convolution.window_trace import sum_channels, trace_convolution, trace_pooling
from tests.core.concepts.differences import numerical_gradient, relative_error

X = np.random.default_rng(0).uniform(size=(7, 8, 3))
KERNEL = np.array(KERNELS["emboss"]).reshape(3, 3)
MIX = (0.5, -1.0, 2.0)


@pytest.mark.parametrize("window", [Window(), Window(3, 2, "same"), Window(3, 1, "same", 2)])
def test_the_gradients_are_of_the_sum_of_all_outputs(window):
    trace = trace_convolution(X, KERNEL, 0.5, window, MIX)

    def total(x=X, bias=0.5):
        return trace_convolution(x, KERNEL, bias, window, MIX).output.sum()

    assert relative_error(numerical_gradient(lambda x: total(x=x), X), trace.on_x) < 1e-6
    assert trace.on_bias == pytest.approx(total(bias=1.5) - total())
    assert trace.on_taps is not None
    one_weight = np.zeros((3, 3))
    one_weight[0, 1] = 1.0
    moved = trace_convolution(X, KERNEL + one_weight, 0.5, window, MIX).output.sum()
    assert moved - total() == pytest.approx(trace.on_taps[0, 1])


@pytest.mark.parametrize("window", [Window(), Window(3, 2, "same"), Window(3, 1, "same", 3)])
def test_a_value_is_the_sum_over_its_patch(window):
    trace = trace_convolution(X, KERNEL, 0.5, window, MIX)
    for row, column in np.ndindex(trace.output.shape[:2]):
        products = np.nan_to_num(trace.take_patch(row, column)) * trace.kernel
        assert trace.output[row, column, 0] == pytest.approx(products.sum() + 0.5)
        assert sum_channels(trace, row, column) == pytest.approx(products.sum(axis=(0, 1)))


@pytest.mark.parametrize("pooling", ["max", "average"])
def test_pooling_keeps_the_channels_and_its_gradient_is_shared_out(pooling):
    trace = trace_pooling(X, pooling, Window(2, 2))
    assert trace.output.shape == (3, 4, 3)
    assert trace.on_x.sum() == pytest.approx(trace.output.size)
    assert trace.kernel is None


def test_blur_keeps_brightness_and_edges_answer_to_no_flat_ground():
    assert sum(KERNELS["blur"]) == 1
    for name in ("edges", "vertical", "horizontal"):
        assert sum(KERNELS[name]) == 0
    assert find_name(KERNELS["blur"]) == "blur"
    assert find_name((1.0,) * 9) is None


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_fills_its_square(name):
    cells = read_cells(PATTERNS[name])
    assert cells.shape == (SIDE, SIDE, 1)
    assert 0 < cells.max() <= BRIGHTEST
