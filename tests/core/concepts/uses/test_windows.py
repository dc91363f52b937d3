"""Sliding windows: where they lie, how far they overlap, which stay, and what they say of each pixel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.concepts.uses.windows import average_over_pixels, compute_overlaps, frame, slide, suppress

corners = st.tuples(*[st.integers(0, 40)] * 2, *[st.integers(1, 30)] * 2).map(
    lambda box: [box[0], box[1], box[0] + box[2], box[1] + box[3]]
)
boxes = st.lists(corners, min_size=1, max_size=12).map(lambda rows: np.array(rows, float))


def test_every_window_lies_inside():
    places = slide(width=10, height=7, side=4, stride=3)
    assert places.tolist() == [[0, 0], [3, 0], [6, 0], [0, 3], [3, 3], [6, 3]]
    assert frame(places, 4).max(axis=0).tolist() == [6, 3, 10, 7]


@given(boxes)
def test_the_overlap_is_that_of_the_pixels(found):
    def paint(box):
        pixels = np.zeros((80, 80), bool)
        left, top, right, bottom = box.astype(int)
        pixels[top:bottom, left:right] = True
        return pixels

    first = paint(found[0])
    counted = [(first & paint(box)).sum() / (first | paint(box)).sum() for box in found]
    assert compute_overlaps(found[0], found) == pytest.approx(counted)


@given(boxes, st.floats(0, 0.9))
def test_what_stays_overlaps_little_and_what_goes_has_a_better_one(found, most):
    scores = np.linspace(1, 0.1, len(found))
    kept = suppress(found, scores, most).tolist()
    assert kept == sorted(kept)  # the best first
    for one in range(len(found)):
        better = [other for other in kept if other < one]
        overlaps = compute_overlaps(found[one], found[better]) if better else np.zeros(0)
        assert (one in kept) == bool((overlaps <= most).all())


def test_a_pixel_takes_the_mean_of_the_windows_over_it():
    values = average_over_pixels(np.array([[0, 0, 2, 2], [1, 0, 3, 2]], float), np.array([1.0, 0.5]), width=4, height=2)
    assert values[0].tolist()[:3] == [1.0, 0.75, 0.5]
    assert np.isnan(values[:, 3]).all()
