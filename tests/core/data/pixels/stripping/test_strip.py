import io
import zipfile

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.data.intake import adding, drafts
from core.data.pixels.decode import decode_whole
from core.data.pixels.opening.formats import open_picture
from core.data.pixels.stripping.strip import strip_metadata
from core.inference.previews import render_preview
from tests.core.data import odd_pictures as odd
from tests.core.data.pictures import noise, two_classes

SECRET = b"52.5200 Anna"
WORDS = SECRET.decode()
open_picture(odd.heic(noise(1)))  # so that Pillow writes HEIC too
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "AVIF", "HEIF", "MPO")


def make_exif(orientation):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, WORDS  # orientation, maker
    exif.get_ifd(0x8825).update({1: "N", 29: WORDS})  # GPS
    exif.get_ifd(0x8769)[0x927C] = SECRET * 9  # the maker's note
    return exif


def write(format, orientation=1):
    """A picture of that format with a secret wherever the format has a place for one."""
    image, options = noise(5, (40, 30)), {}
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", WORDS)
    info.add_text("Author", WORDS)
    if format == "GIF":
        options = {"comment": SECRET, "save_all": True, "append_images": [noise(6, (40, 30))]}
    elif format == "TIFF":
        options = {"tiffinfo": {700: SECRET, 270: WORDS}, "compression": "tiff_lzw"}
    elif format == "PNG":
        options = {"pnginfo": info}
    elif format == "MPO":
        options = {"save_all": True, "append_images": [noise(6, (40, 30))], "comment": SECRET}
    else:
        options = {"xmp": SECRET}
    if format != "GIF":
        options |= {"exif": make_exif(orientation).tobytes(), "icc_profile": odd.make_profile()}
    return odd.encode(image, format, **options)


def show(data):
    return np.asarray(decode_whole(data, enough=200))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("orientation", [1, 6])
def test_nothing_is_left_but_pixels_colours_and_orientation(format, orientation):
    data = write(format, orientation)
    stripped = strip_metadata(data, "x")
    assert SECRET in data
    assert SECRET not in stripped
    np.testing.assert_array_equal(show(stripped), show(data))
    with Image.open(io.BytesIO(stripped)) as opened:
        assert not opened.getexif().get_ifd(0x8825)
        assert 0x010F not in opened.getexif()
    assert strip_metadata(stripped, "x") == stripped


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("part", [0.3, 0.8])
def test_what_is_cut_short_stays_cut_short_and_tells_nothing(format, part):
    data = write(format)
    cut = data[: int(len(data) * part)]
    try:
        stripped = strip_metadata(cut, "x")
    except ValueError:  # a sentence, as its decoding would be
        return
    assert len(stripped) <= len(cut)
    if format not in ("TIFF", "AVIF", "HEIF"):  # whose list of what is where may be what is missing
        assert SECRET not in stripped


def test_a_second_file_behind_the_picture_is_left_behind():
    data = odd.encode(noise(1), "JPEG") + b"PK\x03\x04 and what else was hidden"
    stripped = strip_metadata(data, "x")
    assert stripped.endswith(b"\xff\xd9")
    np.testing.assert_array_equal(show(stripped), show(data))


def test_every_odd_picture_keeps_its_pixels():
    for data in (
        odd.grey_png(4, 3),
        odd.grey_tiff(12),
        odd.bmp_without_alpha(),
        odd.lossless_jpeg(),
        odd.cmyk("JPEG"),
        odd.gif_with_small_first_frame(),
        odd.heic(noise(2)),
        odd.encode(noise(3), "JPEG", progressive=True),
    ):
        np.testing.assert_array_equal(show(strip_metadata(data, "x")), show(data))


def test_what_is_stored_has_no_metadata_and_what_is_the_users_is_not_touched(tmp_path):
    photos = two_classes(tmp_path / "photos")
    data = write("JPEG", 6)
    (photos / "cat" / "secret.jpg").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as packed:
        for path in photos.rglob("*.*"):
            packed.write(path, path.relative_to(photos))
    draft = drafts.create(["cup"])
    stored = [
        adding.add(photos, "copied", copy=True).root / "cat" / "secret.jpg",
        adding.add(tmp_path / "photos.zip", "unpacked").root / "cat" / "secret.jpg",
        draft.add("cup", data, "secret.jpg"),
    ]
    for path in stored:
        assert SECRET not in path.read_bytes()
        np.testing.assert_array_equal(show(path.read_bytes()), show(data))
    assert SECRET not in render_preview(data, "secret.jpg")
    assert adding.add(photos, "in place").root == photos
    assert (photos / "cat" / "secret.jpg").read_bytes() == data
