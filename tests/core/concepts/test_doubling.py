"""The growth of something: the line of least squares, held against NumPy's, and what doubles exactly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.concepts.doubling import fit_growth

points = st.lists(st.tuples(st.integers(1950, 2030), st.floats(1.0, 1e12)), min_size=2, max_size=12).filter(
    lambda found: len({year for year, _size in found}) > 1
)


@given(points)
def test_the_line_is_that_of_numpy(found):
    years, sizes = (np.array(column, float) for column in zip(*found, strict=True))
    growth = fit_growth(years, sizes)
    slope, level = np.polyfit(years - years.mean(), np.log2(sizes), 1)
    assert growth.along / growth.spread == pytest.approx(slope, abs=1e-9)
    for year in years:
        assert np.log2(growth.predict(year)) == pytest.approx(level + slope * (year - years.mean()), abs=1e-6)


@pytest.mark.parametrize("doubling", [0.5, 2.0, -4.0])
def test_what_doubles_in_so_many_years_is_told_so(doubling):
    years = np.array([1990.0, 1991.0, 1995.0, 2003.0])
    growth = fit_growth(years, 7.0 * 2.0 ** ((years - 1990.0) / doubling))
    assert growth.doubling == pytest.approx(doubling)
    assert growth.predict(1990.0) == pytest.approx(7.0)


def test_what_does_not_grow_never_doubles():
    growth = fit_growth(np.array([2000.0, 2001.0]), np.array([8.0, 8.0]))
    assert growth.doubling == np.inf
    assert growth.predict(2050.0) == 8.0
