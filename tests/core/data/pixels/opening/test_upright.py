import io

import numpy as np
import pytest
from PIL import Image, ImageOps

from core.data.pixels.opening import upright
from core.data.pixels.picture_file import UnknownScaleError
from core.data.pixels.view import View, find_region
from tests.core.data.pictures import noise

SIZE = (61, 47)


def drawn(mode):
    """A picture of that mode, with transparency where the mode has it."""
    image = noise(1, SIZE).convert("RGBA")
    image.putalpha(noise(2, SIZE).convert("L"))
    if mode == "I;16":
        return Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    return image.convert(mode)


def opened(mode, orientation, format="PNG"):
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x112] = orientation
    drawn(mode).save(file, format, exif=exif)
    return Image.open(file)


def as_a_whole(image):
    """The same by Pillow's own means, every step of the whole picture."""
    turned = ImageOps.exif_transpose(image)
    if turned.mode == "I;16":
        turned = Image.fromarray((np.asarray(turned) / 257).round().astype(np.uint8))
    white = Image.new("RGBA", turned.size, "white")
    return Image.alpha_composite(white, turned.convert("RGBA")).convert("RGB")


@pytest.fixture(params=[1, 200, 3000, 10**6])
def band(request, monkeypatch):
    """Pixels of a band: less than a row, some rows, most of them, all."""
    monkeypatch.setattr(upright, "BAND", request.param)


@pytest.mark.usefixtures("band")
@pytest.mark.parametrize("orientation", range(1, 9))
def test_bands_make_the_square_that_the_whole_picture_makes(orientation):
    expected = as_a_whole(opened("RGB", orientation)).resize((32, 32), Image.Resampling.BILINEAR)
    assert upright.make_square(opened("RGB", orientation), 32).tobytes() == expected.tobytes()


@pytest.mark.usefixtures("band")
@pytest.mark.parametrize("orientation", [1, 6])
def test_bands_make_the_crop_that_the_whole_picture_makes(orientation):
    whole = as_a_whole(opened("RGB", orientation))
    region = find_region(View.CROP, *whole.size, 32)
    edges = (region.left, region.top, region.right, region.bottom)
    expected = whole.resize((32, 32), Image.Resampling.BILINEAR, edges)
    found = upright.make_square(opened("RGB", orientation), 32, View.CROP)
    assert np.abs(np.asarray(found).astype(int) - np.asarray(expected)).max() <= 1  # rows first, whatever Pillow does


@pytest.mark.usefixtures("band")
@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_mode_becomes_rgb_on_white(mode):
    expected = as_a_whole(opened(mode, 6))
    assert upright.shrink(opened(mode, 6), 1).tobytes() == expected.tobytes()
    assert upright.make_square(opened(mode, 6), 80).tobytes() == expected.resize((80, 80), 2).tobytes()


@pytest.mark.usefixtures("band")
@pytest.mark.parametrize("times", [1, 2, 5, 46, 60])
def test_bands_make_the_small_picture_that_the_whole_one_makes(times):
    for orientation in (1, 3, 8):
        expected = as_a_whole(opened("RGB", orientation)).reduce(times)
        assert upright.shrink(opened("RGB", orientation), times).tobytes() == expected.tobytes()


def test_a_format_that_turns_by_itself_is_not_turned_again():
    assert upright.shrink(opened("RGB", 6, "TIFF"), 1).tobytes() == as_a_whole(opened("RGB", 6, "TIFF")).tobytes()


def test_what_cannot_be_converted_is_known_from_one_pixel():
    upright.check_convertible(drawn("P"))
    with pytest.raises(UnknownScaleError):
        upright.check_convertible(Image.new("F", SIZE))
