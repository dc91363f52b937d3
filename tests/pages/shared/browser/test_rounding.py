"""Numbers are sent with the digits that are asked for, and without what JSON does not have."""

import numpy as np
import pytest

from pages.shared.browser.rounding import round_to_digits


@pytest.mark.parametrize(
    ("value", "sent"),
    [(1 / 3, 0.333333), (-2e7 / 3, -6666670.0), (0.0, 0.0), (1e-300, 0.0), (np.nan, None), (-np.inf, None)],
)
def test_each_number_keeps_six_digits_and_loses_what_is_not_finite(value, sent):
    assert round_to_digits(np.array([value]), 6) == [sent]


def test_lists_are_nested_as_the_array_is():
    assert round_to_digits(np.array([[1.26, 2.0], [30.4, 0.0]]), 2) == [[1.3, 2.0], [30.0, 0.0]]
