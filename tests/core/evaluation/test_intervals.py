"""Wilson's interval against SciPy's, which comes with scikit-learn."""

import pytest
from scipy.stats import binomtest

from core.evaluation.intervals import wilson


@pytest.mark.parametrize(("successes", "n"), [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (1244, 2000), (1999, 2000)])
def test_the_interval_is_scipys(successes, n):
    expected = binomtest(successes, n).proportion_ci(0.95, method="wilson")
    assert wilson(successes, n) == pytest.approx((expected.low, expected.high), abs=1e-7)


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_has_no_interval(successes, n):
    with pytest.raises(ValueError, match="no share"):
        wilson(successes, n)
