"""Points in a link come back as they were, to the accuracy that is promised."""

import numpy as np
import pytest

from core.concepts.playground.own_points import BYTES, MOST_POINTS, OwnPointsError, decode, encode
from core.concepts.playground.scenes import REACH, SCENES


@pytest.mark.parametrize(("scene", "regression"), [("rings", False), ("hills", True)])
def test_points_come_back_and_a_second_time_exactly(scene, regression):
    points = SCENES[scene].draw(120, classes=4, noise=0.0, seed=0)
    text = encode(points, regression=regression)
    again = decode(text, regression=regression)
    assert np.abs(again.places - points.places).max() <= REACH / 255 + 1e-12
    assert np.abs(again.labels - points.labels).max() <= (1 / 254 + 1e-12 if regression else 0.0)
    assert encode(again, regression=regression) == text


def test_what_lies_outside_is_brought_to_the_edge():
    points = decode("AP8_", regression=False)
    np.testing.assert_allclose(points.places, [[-REACH, REACH]])
    assert points.labels.tolist() == [4.0]
    assert decode("AP__", regression=True).labels.tolist() == [1.0]


@pytest.mark.parametrize("text", ["A", "AAAAA", "ä", "AAAA" * 0 + "AA=="])
def test_what_holds_no_points_is_said(text):
    with pytest.raises(OwnPointsError) as told:
        decode(text, regression=False)
    assert told.value.code == "unreadable"


def test_too_many_points_are_refused():
    assert len(decode("AAAA" * MOST_POINTS, regression=False).labels) == MOST_POINTS == len("AAAA" * MOST_POINTS) // 4
    with pytest.raises(OwnPointsError) as told:
        decode("A" * (4 * MOST_POINTS + 4), regression=False)
    assert told.value.code == "many"
    assert BYTES == 3
