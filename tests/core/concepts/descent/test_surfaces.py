"""Slopes against central differences, valleys against their neighbourhood, formulas against functions."""

import numpy as np
import pytest

from core.concepts.descent import formula
from core.concepts.descent.surfaces import SURFACES
from tests.core.concepts.differences import gradient_by_differences


@pytest.fixture(params=SURFACES)
def surface(request):
    return SURFACES[request.param]


@pytest.fixture
def points(surface):
    draw = np.random.default_rng(7)
    return draw.uniform(*surface.x_range, 200), draw.uniform(*surface.y_range, 200)


def test_the_gradient_is_that_of_central_differences(surface, points):
    np.testing.assert_allclose(
        surface.gradient(*points), gradient_by_differences(surface.value, *points), rtol=1e-6, atol=1e-5
    )


def test_the_written_formula_is_the_function(surface, points):
    typed = formula.surface(surface.formula, 3.0, (0.0, 0.0))
    np.testing.assert_allclose(typed.value(*points), surface.value(*points), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(typed.gradient(*points), surface.gradient(*points), rtol=1e-9, atol=1e-9)


def test_around_a_minimum_it_only_goes_up(surface):
    assert surface.minima
    angle = np.linspace(0, 2 * np.pi, 60)
    for x, y in surface.minima:
        assert np.abs(surface.slope(np.array([x, y]))).max() < 1e-9
        assert (surface.value(x + 0.01 * np.cos(angle), y + 0.01 * np.sin(angle)) > surface.value(x, y)).all()


def test_start_and_minima_are_in_the_window(surface):
    for x, y in (surface.start, *surface.minima):
        assert surface.x_range[0] < x < surface.x_range[1]
        assert surface.y_range[0] < y < surface.y_range[1]


def test_the_start_is_worth_leaving(surface):
    assert np.abs(surface.slope(np.array(surface.start))).max() > 0.01


def test_a_grid_is_the_value_row_by_row_along_y(surface):
    x, y, heights = surface.grid(7)
    assert heights.shape == (7, 7)
    assert heights[5, 2] == surface.value(x[2], y[5])
    assert (x[0], y[-1]) == (surface.x_range[0], surface.y_range[1])
