"""What a square shows of a picture: where each view looks, and that the pixels are from there."""

import io
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.data.intake import adding
from core.data.intake.choices import find_choice
from core.data.intake.view_preview import draw_views
from core.data.pixels.decode import decode, decode_squares
from core.data.pixels.view import CROP_SHARE, View, find_region, find_squares
from core.inference.model import average_probabilities
from tests.core.data.pictures import noise

SIZE = 64


def bytes_of(image):
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def edges(region):
    return region.left, region.top, region.right, region.bottom


def test_where_each_view_looks():
    found = {view: edges(find_region(view, 640, 480, 224)) for view in View}
    crop = (110, 30, 530, 450)
    whole = (0, 0, 640, 480)
    letterbox = (0, -80, 640, 560)
    assert found == {"stretch": whole, "crop": crop, "letterbox": letterbox, "mirrored": whole, "views": crop}


@given(width=st.integers(1, 5000), height=st.integers(1, 5000), size=st.integers(8, 512))
def test_a_letterboxed_picture_lies_on_whole_pixels_and_nothing_of_it_is_lost(width, height, size):
    region = find_region(View.LETTERBOX, width, height, size)
    corners = ((0 - region.left) * size / region.width, (width - region.left) * size / region.width,
               (0 - region.top) * size / region.height, (height - region.top) * size / region.height)  # fmt: skip
    np.testing.assert_allclose(corners, np.round(corners), atol=1e-6)
    assert min(corners) > -0.01
    assert max(corners) < size + 0.01
    exact = [size * side / max(width, height) for side in (width, height)]
    across, down = (size * width / region.width, size * height / region.height)
    assert np.abs(np.maximum(exact, 1) - (across, down)).max() <= 0.5 + 1e-6


def test_a_crop_is_what_resizing_the_shorter_side_and_cutting_the_middle_makes():
    ramp = np.add.outer(np.arange(400.0), np.arange(600.0)) / 1000 * 255
    picture = Image.fromarray(ramp.astype(np.uint8)).convert("RGB")
    shorter = round(SIZE / CROP_SHARE)
    resized = picture.resize((round(600 * shorter / 400), shorter), Image.Resampling.BILINEAR)
    left, top = (resized.width - SIZE) // 2, (shorter - SIZE) // 2
    expected = np.asarray(resized.crop((left, top, left + SIZE, top + SIZE))).astype(int)
    assert np.abs(decode(bytes_of(picture), SIZE, View.CROP) - expected).max() <= 3


def test_a_letterboxed_picture_has_grey_around_it():
    white = decode(bytes_of(Image.new("RGB", (100, 25), "white")), SIZE, View.LETTERBOX)
    assert (white[24:40] == 255).all()
    assert (white[:24] == 127).all()
    assert (white[40:] == 127).all()


def test_a_mirrored_view_is_the_stretched_picture_and_its_mirror_image():
    data = bytes_of(noise(3, (90, 60)))
    whole = decode(data, SIZE)
    np.testing.assert_array_equal(decode_squares(data, SIZE, View.MIRRORED), [whole, whole[:, ::-1]])
    np.testing.assert_array_equal(decode(data, SIZE, View.MIRRORED), whole)


def test_several_views_are_three_and_their_mirror_images():
    data = bytes_of(noise(3, (90, 60)))
    squares = decode_squares(data, SIZE, View.VIEWS)
    assert squares.shape == (6, SIZE, SIZE, 3)
    np.testing.assert_array_equal(squares[:3], squares[3:, :, ::-1])
    np.testing.assert_array_equal(squares[0], decode(data, SIZE, View.CROP))
    np.testing.assert_array_equal(squares[0], decode(data, SIZE, View.VIEWS))
    np.testing.assert_array_equal(squares[2], decode(data, SIZE))
    regions = [square.region for square in find_squares(View.VIEWS, 90, 60, SIZE)[:3]]
    assert all(inner.width < outer.width for inner, outer in pairwise(regions))


def test_a_prediction_from_several_squares_is_that_of_the_mean_logits():
    logits = np.random.default_rng(0).normal(size=(6, 3)) * 4
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    mean = np.exp(logits.mean(axis=0))
    np.testing.assert_allclose(average_probabilities(shares.astype(np.float32)), mean / mean.sum(), atol=1e-6)
    np.testing.assert_allclose(average_probabilities(np.array([[0, 1], [0, 1]], np.float32)), [0, 1], atol=1e-9)


def test_the_preview_shows_what_is_left_out_and_what_the_network_sees(tmp_path):
    for label in ("a", "b"):
        (tmp_path / "wide" / label).mkdir(parents=True)
        for number in range(8):
            noise(number, (120, 60)).save(tmp_path / "wide" / label / f"{label}{number}.png")
    adding.add(tmp_path / "wide", "wide")
    choice = find_choice("wide")
    assert choice.elongation == 2
    pale = {}
    for view in View:
        sheet = draw_views(choice, 48, 3, view)
        rows = 4 if view is View.VIEWS else 2
        assert sheet.shape == (48 * rows + 8 * (rows - 1), 48 * 3 + 8 * 2, 4)
        pale[view] = ((sheet[:48, ..., 3] > 0) & (sheet[:48, ..., 3] < 255)).sum() / (sheet[:48, ..., 3] > 0).sum()
    assert pale.pop(View.CROP) == pytest.approx(1 - CROP_SHARE**2 / 2, abs=0.04)
    assert set(pale.values()) == {0}
    assert draw_views(find_choice("digits"), 48, 3, View.CROP).size == 0
