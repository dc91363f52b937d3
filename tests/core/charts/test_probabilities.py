"""The bars of one prediction."""

import pytest

from core.charts.probabilities import per_cent, probability_bars
from core.charts.style import class_colour


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0.0%"),
        (0.0001, "<0.1%"),
        (0.0005, "0.1%"),
        (0.973, "97.3%"),
        (0.9994, "99.9%"),
        (0.99999, ">99.9%"),
        (1, "100.0%"),
    ],
)
def test_what_is_not_certain_does_not_read_so(share, text):
    assert per_cent(share) == text


def test_bars_keep_the_order_and_the_colours_of_the_classes():
    classes = ["bird", "cat", "dog"]
    (bars,) = probability_bars({"dog": 0.7, "bird": 0.2}, classes).data
    assert list(bars.y) == ["dog", "bird"]
    assert list(bars.x) == [0.7, 0.2]
    assert list(bars.text) == ["70.0%", "20.0%"]
    assert list(bars.marker.color) == [class_colour("dog", classes), class_colour("bird", classes)]
