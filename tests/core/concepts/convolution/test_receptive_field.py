"""What a value is said to see is what its gradient reaches."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.concepts.convolution.receptive_field import list_lengths, measure, see_through
from core.concepts.convolution.sliding import Window, convolve, convolve_backward

SIDE = 14
stacks = st.lists(
    st.builds(Window, st.integers(1, 3), st.integers(1, 3), st.sampled_from(["valid", "same"]), st.integers(1, 2)),
    min_size=1,
    max_size=4,
)


def gradient_on_input(length, windows, place):
    """Of one value at the top, by going back through all windows with kernels of ones."""
    levels = [np.zeros((length, length, 1))]
    kernels = [np.ones((window.size, window.size, 1, 1)) for window in windows]
    for window, kernel in zip(windows, kernels, strict=True):
        levels.append(convolve(levels[-1], kernel, np.zeros(1), window))
    gradient = np.zeros_like(levels[-1])
    gradient[place, place] = 1.0
    for window, kernel, below in zip(reversed(windows), reversed(kernels), reversed(levels[:-1]), strict=True):
        gradient = convolve_backward(below, kernel, gradient, window).x
    return gradient[..., 0]


@settings(max_examples=40)
@given(windows=stacks, data=st.data())
def test_a_value_sees_from_the_first_to_the_last_cell_that_its_gradient_reaches(windows, data):
    lengths = list_lengths(SIDE, windows)
    used = windows[: len(lengths) - 1]
    place = data.draw(st.integers(0, lengths[-1] - 1))
    reached = np.flatnonzero(gradient_on_input(SIDE, used, place).any(axis=1))
    level = see_through(SIDE, windows, place)[0]
    if not reached.size:  # it sees padding alone
        return
    if any(window.padding == "same" for window in used):  # padding may hide what lies under it
        assert level.first <= reached[0] <= reached[-1] <= level.last
    else:
        assert (level.first, level.last) == (reached[0], reached[-1])
        assert level.last - level.first + 1 == measure(used)[-1][0]


@pytest.mark.parametrize(
    ("windows", "size", "jump"),
    [
        ([Window(3)] * 2, 5, 1),
        ([Window(3)] * 3, 7, 1),
        ([Window(3), Window(2, 2), Window(3), Window(2, 2)], 10, 4),  # the article's network
        ([Window(11, 4), Window(3, 2), Window(5), Window(3, 2)], 67, 16),  # AlexNet up to its second pooling
        ([Window(3, dilation=4)], 9, 1),
    ],
)
def test_known_sizes(windows, size, jump):
    assert measure(windows)[-1] == (size, jump)


def test_levels_end_where_a_window_no_longer_fits():
    assert list_lengths(7, [Window(3)] * 5) == [7, 5, 3, 1]
    assert len(see_through(7, [Window(3)] * 5, 0)) == 4
