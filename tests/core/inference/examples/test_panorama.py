"""A classifier that slides over a wide drawing: recorded features, detections, and the map."""

from itertools import pairwise

import numpy as np
import pytest

from core.content.recorded.features.panorama import FINEST, PANORAMAS, SIDE, read_panorama_features
from core.inference.examples.panorama import look_everywhere, overlap
from core.sketches.panorama import HEIGHT, WIDTH, draw_panorama


def test_there_is_a_row_for_every_window():
    across, down = (WIDTH - SIDE) // FINEST + 1, (HEIGHT - SIDE) // FINEST + 1
    assert read_panorama_features().windows.shape[:2] == (PANORAMAS, across * down)
    assert [len(look_everywhere(0, stride).boxes) for stride in (24, 48, 96)] == [65, 21, 8]


def test_most_animals_are_found_where_they_are():
    seen = [look_everywhere(number, 24) for number in range(PANORAMAS)]
    found = [one.find(at_least=0.9, most_overlap=0.1) for one in seen]
    right = sum(one.is_right for boxes in found for one in boxes)
    assert right >= 0.8 * sum(len(one.places) for one in seen)
    assert sum(not one.is_right for boxes in found for one in boxes) <= 2


def test_an_animal_is_found_once():
    seen = look_everywhere(1, 24)
    found = seen.find(at_least=0.9, most_overlap=0.3)
    assert sum(one.is_right for one in found) <= len(seen.places) < len(found)
    assert [one.probability for one in found] == sorted((one.probability for one in found), reverse=True)


def test_the_map_is_bright_where_the_animal_is():
    seen = look_everywhere(3, 24)
    values = seen.map_class("dog")
    assert values.shape == (HEIGHT, WIDTH)
    (dog,) = (place for place in seen.places if place.label == "dog")
    inside = values[dog.y : dog.y + dog.side, dog.x : dog.x + dog.side].mean()
    assert inside > 0.5 > values[:, -SIDE:].mean()


def test_a_wide_drawing_is_always_the_same():
    one = draw_panorama(2)
    draw_panorama.cache_clear()
    again = draw_panorama(2)
    assert np.array_equal(np.asarray(one.picture), np.asarray(again.picture))
    assert one.places == again.places
    assert all(0 <= place.x <= WIDTH - place.side and 0 <= place.y <= HEIGHT - place.side for place in one.places)


@pytest.mark.parametrize("number", range(PANORAMAS))
def test_no_animal_lies_over_another(number):
    places = sorted(draw_panorama(number).places, key=lambda place: place.x)
    assert all(one.x + one.side <= other.x + 8 for one, other in pairwise(places))


def test_the_closest_call_is_a_window_that_went_for_the_least_overlap():
    seen = look_everywhere(1, 24)
    best, gone = seen.find_closest_call(0.8, 0.3)
    kept = seen.find(0.8, 0.3)
    assert best.box in [one.box for one in kept]
    assert gone.box not in [one.box for one in kept if one.label == gone.label]
    assert gone.label == best.label
    assert best.probability >= gone.probability >= 0.8
    assert overlap(best, gone) > 0.3
    assert seen.find_closest_call(1.1, 0.3) is None
