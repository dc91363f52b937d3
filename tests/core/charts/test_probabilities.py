"""How probabilities are written."""

import pytest

from core.charts.probabilities import format_per_cent


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
    assert format_per_cent(share) == text
