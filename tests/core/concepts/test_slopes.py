"""Flat zones are where the slopes say, and a product over depth is the chain rule through that many layers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.concepts.activations import ACTIVATIONS
from core.concepts.slopes import FLAT, REACH, Zone, grid, offsets, slope_trace
from tests.core.concepts.differences import central_difference, relative_error

STILL = offsets(depth=10, spread=0.0, seed=0)


@given(point=st.floats(-REACH, REACH))
def test_the_grid_holds_the_point_and_goes_upwards(point):
    z = grid(point)
    assert point in z
    assert (np.diff(z) > 0).all()


def test_relu_is_dead_on_the_left_and_leaky_relu_nowhere():
    assert slope_trace("relu", grid(0.0), STILL).zones == (Zone("dead", -REACH, 0.0),)
    assert slope_trace("leaky_relu", grid(0.0), STILL).zones == ()


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_sigmoid_and_tanh_saturate_at_both_ends(name):
    trace = slope_trace(name, grid(0.0), STILL)
    left, right = trace.zones
    assert (left.kind, right.kind) == ("saturated", "saturated")
    assert (left.low, right.high) == (-REACH, REACH)
    inside = (trace.z > left.high) & (trace.z < right.low)
    assert (trace.slope[inside] >= FLAT).all()
    assert (trace.slope[~inside] < FLAT).all()


def test_a_turning_point_is_no_zone():
    zones = slope_trace("gelu", grid(0.0), STILL).zones
    assert [zone.high < -1.5 for zone in zones] == [True]


def test_sigmoid_leaves_at_most_a_quarter_a_layer():
    products = slope_trace("sigmoid", grid(0.0), STILL).products
    assert products.max() == pytest.approx(0.25**1)
    assert products[:, -1].max() == pytest.approx(0.25**10)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "gelu", "silu"])
def test_the_product_is_the_derivative_of_the_layers_one_after_another(name):
    shifts = offsets(depth=4, spread=1.0, seed=3)
    f = ACTIVATIONS[name].f
    point = 0.7

    def through_the_layers(x):
        """Each layer's bias puts its pre-activation at point + shift when x is the point."""
        signal, base = x, np.array([point])
        for shift in shifts:
            signal, base = f(signal - base + point + shift), f(np.array([point + shift]))
        return signal

    trace = slope_trace(name, grid(point), shifts)
    product = trace.products[np.flatnonzero(trace.z == point)[0], -1]
    assert relative_error(central_difference(through_the_layers, np.array([point])), product) < 1e-6


def test_the_same_seed_draws_the_same_layers_and_no_spread_none():
    np.testing.assert_array_equal(offsets(depth=5, spread=1, seed=4), offsets(depth=5, spread=1, seed=4))
    np.testing.assert_array_equal(offsets(depth=5, spread=1, seed=4), offsets(depth=9, spread=1, seed=4)[:5])
    assert not STILL.any()
