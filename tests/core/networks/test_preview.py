"""The preview draws what training could draw, and puts it beside the original."""

import numpy as np
import pytest

from core.data.intake import adding
from core.data.intake.choices import find_choice
from core.data.intake.peek import draw_sample
from core.networks.augmentation import Augmentation
from core.networks.preview import draw_previews, join_side_by_side


@pytest.fixture
def pictures():
    return np.random.default_rng(0).integers(0, 256, (3, 16, 16, 3), dtype=np.uint8)


def test_each_draw_is_another_and_the_seed_repeats_them(pictures):
    drawn = draw_previews(pictures, Augmentation(shift=0.3), count=4, seed=1)
    assert drawn.shape == (4, 3, 16, 16, 3)
    assert not np.array_equal(drawn[0], drawn[1])
    np.testing.assert_array_equal(drawn, draw_previews(pictures, Augmentation(shift=0.3), count=4, seed=1))


def test_a_flip_shows_the_picture_or_its_mirror(pictures):
    for draw in draw_previews(pictures, Augmentation(flip=True), count=4, seed=0):
        for shown, original in zip(draw, pictures, strict=True):
            assert np.array_equal(shown, original) or np.array_equal(shown, original[:, ::-1])


def test_a_blend_shows_two_pictures():
    pictures = np.stack([np.full((8, 8, 3), value, dtype=np.uint8) for value in (0, 100, 200)])
    drawn = draw_previews(pictures, Augmentation(mixup=1.0), count=8, seed=0)
    assert len(np.unique(drawn)) > 3


def test_rows_begin_with_the_original(pictures):
    sheet = join_side_by_side(pictures, draw_previews(pictures, Augmentation(), count=2, seed=0), gap=2)
    assert sheet.shape == (3 * 16 + 2 * 2, 3 * 16 + 2 * 2, 4)
    np.testing.assert_array_equal(sheet[18:34, 0:16, :3], pictures[1])
    assert (sheet[:, 16:18] == 0).all()


def test_a_smaller_picture_stands_in_the_middle_of_its_place(pictures):
    smaller = draw_previews(pictures, Augmentation(smaller=0.25), count=1, seed=0)
    assert smaller.shape == (1, 3, 12, 12, 3)
    sheet = join_side_by_side(pictures, smaller, gap=2)
    np.testing.assert_array_equal(sheet[2:14, 20:32, :3], smaller[0, 0])
    assert (sheet[:2, 18:] == 0).all()
    assert (sheet[:, 18:20] == 0).all()


def test_the_pictures_are_of_all_classes(home):
    adding.add("sketches", "tiny", options={"count": 60, "size": 32})
    assert draw_sample(find_choice("tiny"), 48, 4).shape == (4, 48, 48, 3)


def test_sketches_can_be_seen_before_they_are_made():
    assert draw_sample(find_choice("sketches"), 64, 3).shape == (3, 64, 64, 3)
    assert len(draw_sample(find_choice("digits"), 64, 3)) == 0
