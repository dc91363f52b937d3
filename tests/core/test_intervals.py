"""Wilson's interval against SciPy's, which comes with scikit-learn."""

import pytest
from scipy.stats import binomtest

from core.intervals import (
    compute_paired_interval,
    compute_share_interval,
    compute_wilson_interval,
    format_interval,
    format_measured,
)


@pytest.mark.parametrize(("successes", "n"), [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (1244, 2000), (1999, 2000)])
def test_the_interval_is_scipys(successes, n):
    expected = binomtest(successes, n).proportion_ci(0.95, method="wilson")
    assert compute_wilson_interval(successes, n) == pytest.approx((expected.low, expected.high), abs=1e-7)


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_has_no_interval(successes, n):
    with pytest.raises(ValueError, match="no share"):
        compute_wilson_interval(successes, n)


def test_a_figure_says_how_far_it_may_be_from_the_true_one():
    assert format_measured(1.0, compute_share_interval(1.0, 18)) == "100.0% (82.4% – 100.0%)"
    for n in range(1, 200):
        assert format_interval(compute_share_interval(1.0, n)).endswith(" – 100.0%"), "not >99.9%"
        assert format_interval(compute_share_interval(0.0, n)).startswith("0.0% – ")
    assert format_measured(1.0, compute_share_interval(1.0, 2000)) == "100.0% (99.8% – 100.0%)"
    assert format_measured(0.5, None) == "50.0%", "of how many pictures is not known"
    assert format_measured(None, None) == format_interval(None) == ""


def test_the_paired_interval_is_agresti_and_mins():
    low, high = compute_paired_interval(gained=12, lost=2, n=100)
    middle, half = 10 / 102, 1.959964 * ((15 / 102 - (10 / 102) ** 2) / 102) ** 0.5
    assert (low, high) == pytest.approx((middle - half, middle + half))


def test_no_change_is_not_certainty():
    low, high = compute_paired_interval(0, 0, 50)
    assert low == pytest.approx(-high)
    assert 0 < high < 0.05


@pytest.mark.parametrize("counts", [(0, 0, 0), (3, 3, 5), (-1, 0, 5)])
def test_counts_that_do_not_fit_are_refused(counts):
    with pytest.raises(ValueError, match="do not fit"):
        compute_paired_interval(*counts)
