"""Colours on the pixels that the model saw."""

import io

import numpy as np
import pytest
from PIL import Image

from core.explain.overlay import AGAINST, FOR, lay_over, paint


def png(width, height):
    file = io.BytesIO()
    Image.new("RGB", (width, height), (90, 90, 90)).save(file, "PNG")
    return file.getvalue()


def corner():
    """The strongest place is the top left quarter of the square that the model saw."""
    values = np.zeros((4, 4), np.float32)
    values[:2, :2] = 1
    return values


def opacity(region, width=200, height=100):
    layers = lay_over(png(width, height), "a.png", corner(), lambda _w, _h: region)
    assert layers.heat.size == layers.picture.size == (width, height)
    return np.asarray(layers.heat)[..., 3]


@pytest.mark.parametrize(
    ("region", "inside", "outside"),
    [
        ((0, 0, 200, 100), (10, 10), (90, 190)),  # stretched
        ((50, 0, 150, 100), (10, 60), (10, 30)),  # the middle alone
        ((0, -50, 200, 150), (20, 20), (90, 20)),  # letterbox: the square reaches beyond the picture
    ],
)
def test_the_heat_lies_where_the_square_was_taken_from(region, inside, outside):
    found = opacity(region)
    assert found[inside] > 200
    assert found[outside] == 0


def test_a_large_picture_is_shown_smaller_and_the_heat_with_it():
    layers = lay_over(png(3000, 1500), "a.png", corner(), lambda width, height: (0, 0, width, height))
    assert layers.heat.size == layers.picture.size
    assert max(layers.picture.size) == 720
    heat = np.asarray(layers.heat)[..., 3]
    assert heat[90, 180] > 200
    assert heat[-30, -30] == 0


def test_for_and_against_have_colours_of_their_own_and_nothing_has_none():
    painted = np.asarray(paint(np.array([[2, -2], [0, 1]], np.float32)))
    assert tuple(painted[0, 0]) == (*FOR, 255)
    assert tuple(painted[0, 1]) == (*AGAINST, 255)
    assert painted[1, 0, 3] == 0 < painted[1, 1, 3] < 255
    assert not np.asarray(paint(np.zeros((3, 3), np.float32)))[..., 3].any()


def test_the_mixed_picture_changes_where_there_is_heat_alone():
    layers = lay_over(png(100, 100), "a.png", corner(), lambda width, height: (0, 0, width, height))
    mixed = np.asarray(Image.open(io.BytesIO(layers.encode_mixed())))
    assert tuple(mixed[90, 90]) == (90, 90, 90)
    assert tuple(mixed[10, 10]) != (90, 90, 90)
