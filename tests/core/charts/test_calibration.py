"""The reliability diagram: shares with their intervals above, counts below."""

import numpy as np

from core.charts.calibration import Series, draw_reliability

NAMES = {"confidence": "sure", "accuracy": "right", "perfect": "perfect", "pictures": "pictures"}
INTERVAL = np.array([[0.5, 0.7], [0.8, 1.0]])
BEFORE = Series("before", np.array([0.7, 0.9]), np.array([0.6, 0.95]), INTERVAL, np.array([10, 30]))


def test_a_bin_stands_at_how_sure_and_how_often_right_with_its_interval():
    figure = draw_reliability([BEFORE], NAMES)
    diagonal, points, counts = figure["data"]
    assert (list(diagonal["x"]), list(diagonal["y"])) == ([0, 1], [0, 1])
    assert (list(points["x"]), list(points["y"])) == ([0.7, 0.9], [0.6, 0.95])
    np.testing.assert_allclose(points["error_y"]["array"], [0.1, 0.05])
    np.testing.assert_allclose(points["error_y"]["arrayminus"], [0.1, 0.15])
    assert list(counts["y"]) == [10, 30]
    assert figure["layout"]["xaxis"]["range"][0] < 0.7


def test_before_and_after_have_their_own_colours():
    after = Series("after", BEFORE.confidence, BEFORE.accuracy, BEFORE.interval, BEFORE.counts)
    _diagonal, first, second, *_bars = draw_reliability([BEFORE, after], NAMES)["data"]
    assert (first["name"], second["name"]) == ("before", "after")
    assert first["marker"]["color"] != second["marker"]["color"]


def test_no_bin_leaves_an_empty_diagram():
    empty = Series("before", np.zeros(0), np.zeros(0), np.zeros((0, 2)), np.zeros(0))
    _diagonal, points, counts = draw_reliability([empty], NAMES)["data"]
    assert len(points["x"]) == len(counts["y"]) == 0
