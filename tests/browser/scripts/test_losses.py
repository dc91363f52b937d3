"""The triangle of three probabilities."""

import pytest

pytestmark = pytest.mark.browser
TRIANGLE = "concepts/losses/three_classes.js"
PLACES = [[20, 282], [280, 282], [150, 54], [150, 206]]  # the corners and the middle


@pytest.mark.parametrize("shares", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1 / 3, 1 / 3, 1 / 3]])
def test_each_corner_is_one_class(scripts, shares):
    place = scripts.call(TRIANGLE, "placeInTriangle", shares)
    assert place == pytest.approx(PLACES[shares.index(1) if 1 in shares else 3])


def test_the_nearest_place_may_leave_one_out(scripts):
    assert scripts.call(TRIANGLE, "nearestPlace", PLACES, 150, 200) == 3
    assert scripts.call(TRIANGLE, "nearestPlace", PLACES, 150, 200, 3) == 2


@pytest.mark.parametrize(
    ("event", "place"),
    [({"key": "ArrowLeft"}, 0), ({"key": "ArrowRight"}, 1), ({"key": "ArrowUp"}, 2), ({"key": "Tab"}, None)],
)
def test_arrows_lead_to_the_corner_that_they_point_to(scripts, event, place):
    assert scripts.call(TRIANGLE, "stepInTriangle", event, 3, PLACES, 1) == place
