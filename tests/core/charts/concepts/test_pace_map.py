"""The map of pairs: nothing is drawn where nothing is won, and a pair stands where it is."""

import numpy as np

from core.charts.concepts.pace_map import Mark, draw_pace_map


def test_what_never_arrives_has_no_colour_and_the_marks_stand_at_their_pairs():
    steps = np.array([[10.0, np.inf], [2000.0, 0.2]])
    mark = Mark(0.5, 0.1, "yours", "circle")
    figure = draw_pace_map(np.array([0.0, 0.9]), np.array([0.1, 1.0]), steps, (mark,), titles=("β", "α", "steps"))
    ground, drawn = figure["data"]
    np.testing.assert_array_equal(ground["z"], [[1.0, np.nan], [3.0, 0.0]])
    np.testing.assert_array_equal(ground["customdata"], [[10.0, np.nan], [2000.0, 0.0]])
    assert (drawn["x"], drawn["y"], drawn["name"]) == ([0.5], [0.1], "yours")
