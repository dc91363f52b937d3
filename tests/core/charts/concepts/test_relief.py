"""Drawn heights stay between 0 and 1, keep their order, and leave the valleys visible."""

import numpy as np

from core.charts.concepts.relief import draw_relief


def test_the_lowest_is_0_the_highest_is_1_and_the_order_stays():
    heights = np.geomspace(1e-3, 1e6, 50)
    drawn = draw_relief(heights)(heights)
    assert drawn[0] == 0
    assert drawn[-1] == 1
    assert (np.diff(drawn) > 0).all()


def test_a_valley_in_a_high_landscape_is_not_drawn_flat():
    heights = np.concatenate([np.linspace(0, 1, 50), np.linspace(1, 1e6, 50)])
    drawn = draw_relief(heights)(np.array([0.0, 0.5, 1.0]))
    assert drawn[1] > 0.05
    assert drawn[2] - drawn[1] > 0.02


def test_what_lies_outside_goes_to_the_edge_and_what_is_not_finite_is_not_drawn():
    drawn = draw_relief(np.array([0.0, 1.0, 2.0, np.nan]))(np.array([-5.0, 9.0, np.nan, np.inf]))
    np.testing.assert_array_equal(drawn, [0, 1, np.nan, np.nan])


def test_level_ground_and_no_ground_are_drawn_at_the_bottom():
    np.testing.assert_array_equal(draw_relief(np.full(4, 7.0))(np.array([7.0])), [0])
    np.testing.assert_array_equal(draw_relief(np.full(4, np.nan))(np.array([1.0, np.nan])), [0, np.nan])
