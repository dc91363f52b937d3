"""Samples are spread or drawn as their seed says, and thumbnails keep shape and pixels."""

from collections import Counter

import numpy as np
import pytest
from PIL import Image

from core.data.intake import adding
from core.data.pixels.decode import PictureError
from core.data.samples import (
    choose_evenly,
    choose_from_each_class,
    draw_test_pictures,
    make_square_thumbnail,
    make_strip,
    make_thumbnail,
)
from tests.core.data.pictures import noise, two_classes


@pytest.fixture
def pets(tmp_path):
    return adding.add(two_classes(tmp_path / "pets", 40), "pets")


def test_samples_are_spread_evenly():
    assert choose_evenly(range(100), 4) == [0, 25, 50, 75]
    assert choose_evenly(range(3), 4) == [0, 1, 2]
    assert choose_evenly([], 4) == []


def test_a_thumbnail_keeps_the_shape(tmp_path):
    noise(1, (300, 150)).save(tmp_path / "wide.jpg")
    assert make_thumbnail(tmp_path / "wide.jpg", 100, "wide.jpg").size == (100, 50)


def test_a_small_picture_is_enlarged_by_whole_pixels(tmp_path):
    noise(1, (8, 8)).save(tmp_path / "small.png")
    shown = np.asarray(make_thumbnail(tmp_path / "small.png", 100, "small.png"))
    assert shown.shape == (96, 96, 3)
    np.testing.assert_array_equal(shown[::12, ::12], np.asarray(Image.open(tmp_path / "small.png")))


def test_a_file_that_is_gone_is_named(tmp_path):
    with pytest.raises(PictureError, match=r"cat/1\.jpg is not there"):
        make_thumbnail(tmp_path / "1.jpg", 100, "cat/1.jpg")


def test_drawn_pictures_are_of_the_test_split_and_spread_over_the_classes(pets):
    found = draw_test_pictures(pets, 8, seed=1)
    assert {record.split for record in found} == {"test"}
    assert Counter(record.label for record in found) == {"cat": 4, "dog": 4}
    assert len({record.path for record in found}) == 8


def test_the_seed_decides(pets):
    assert draw_test_pictures(pets, 6, seed=1) == draw_test_pictures(pets, 6, seed=1)
    assert draw_test_pictures(pets, 6, seed=1) != draw_test_pictures(pets, 6, seed=2)


def test_no_more_are_drawn_than_there_are(pets):
    assert len(draw_test_pictures(pets, 1000, seed=0)) == len(pets.list_pictures(split="test"))


def test_a_square_is_cut_from_the_middle(tmp_path):
    wide = Image.new("RGB", (300, 100), "white")
    wide.paste((255, 0, 0), (100, 0, 200, 100))
    wide.save(tmp_path / "wide.png")
    square = np.asarray(make_square_thumbnail(tmp_path / "wide.png", 20, "wide.png"))
    assert square.shape == (20, 20, 3)
    assert (square[:, 1:-1] == (255, 0, 0)).all()


@pytest.mark.slow
def test_each_class_has_its_turn():
    dataset = adding.add("digits", "digits")
    assert [record.label for record in choose_from_each_class(dataset, 12)] == [*map(str, range(10)), "0", "1"]
    assert [record.label for record in choose_from_each_class(dataset, 3)] == ["0", "1", "2"]


def test_a_strip_has_a_square_for_each_picture(pets):
    files = [(pets.find_path(record), record.path) for record in pets.list_pictures()[:3]]
    assert make_strip(files, 20).size == (60, 20)
