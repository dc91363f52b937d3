import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile, ImageOps

from core.data.pixels import decode as decoding
from core.data.pixels.decode import PictureError, decode, decode_whole, examine
from core.i18n import follow
from tests.core.data.pictures import noise

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")
ORIENTATION = 0x0112


def bytes_of(image, format="PNG", **options):
    file = io.BytesIO()
    image.save(file, format=format, **options)
    return file.getvalue()


def png_header(width, height):
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    chunks = [struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in (head, data, b"IEND")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def bmp_header(width, height):
    head = b"BM" + struct.pack("<IHHI", 54, 0, 0, 54)
    return head + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 2835, 2835, 0, 0)


def webp_header(width, height):
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + sides
    return b"RIFF" + struct.pack("<I", len(body)) + body


def refusal(data, name="file.jpg"):
    with pytest.raises(PictureError) as caught:
        decode(data, 32, name=name)
    with pytest.raises(PictureError) as again:
        examine(data, name) if data else decode(data, 8, name=name)
    assert again.value.kind == caught.value.kind
    sentence = str(caught.value)
    assert sentence.startswith(name)
    assert sentence.endswith(".")
    return caught.value.kind


def test_the_rule_is_a_bilinear_stretch_to_a_square():
    image = noise(1, (50, 40))
    expected = np.asarray(image.resize((32, 32), Image.Resampling.BILINEAR))
    got = decode(bytes_of(image), 32)
    assert (got.shape, got.dtype) == ((32, 32, 3), np.uint8)
    np.testing.assert_array_equal(got, expected)


def test_shrinking_averages_and_does_not_alias():
    stripes = np.zeros((256, 256, 3), np.uint8)
    stripes[:, ::2] = 255
    got = decode(bytes_of(Image.fromarray(stripes)), 32)
    assert got.min() > 110
    assert got.max() < 145


def test_a_path_and_its_bytes_give_the_same(tmp_path):
    path = tmp_path / "photo.jpg"
    noise(2, (300, 200)).save(path)
    np.testing.assert_array_equal(decode(path, 24), decode(path.read_bytes(), 24))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_read(format):
    image = noise(3, (40, 30))
    got = decode(bytes_of(image, format), 20).astype(int)
    assert abs(got - decode(bytes_of(image), 20)).mean() < 6
    assert examine(bytes_of(image, format), "x") == decoding.Size(40, 30)


def test_a_phones_mpo_is_read_as_its_first_picture():
    data = bytes_of(noise(4, (64, 48)), "MPO", save_all=True, append_images=[noise(5, (64, 48))], quality=95)
    assert abs(decode(data, 16).astype(int) - decode(bytes_of(noise(4, (64, 48))), 16)).mean() < 4


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_are_upright(format, orientation):
    upright = noise(6, (64, 40))
    lying = _turned_away(upright, orientation)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    options = {"quality": 100, "subsampling": 0} if format == "JPEG" else {}
    options |= {"lossless": True} if format == "WEBP" else {}
    data = bytes_of(lying, format, exif=exif, **options)
    assert abs(decode(data, 32).astype(int) - decode(bytes_of(upright), 32)).max() <= 6
    assert decode_whole(data, enough=40).size == (64, 40)
    assert examine(data, "x") == decoding.Size(64, 40)


def _turned_away(upright, orientation):
    """The pixels as a camera held in that way stores them, so that Pillow's own reading brings them back."""
    for turn in (None, *Image.Transpose):
        lying = upright.transpose(turn) if turn is not None else upright.copy()
        lying.getexif()[ORIENTATION] = orientation
        if list(ImageOps.exif_transpose(lying).get_flattened_data()) == list(upright.get_flattened_data()):
            return lying
    raise AssertionError(orientation)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_damaged_exif_does_not_lose_the_picture():
    plain = bytes_of(noise(7, (40, 30)), "JPEG")
    bad = b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xff" * 20
    data = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(bad) + 2) + bad + plain[2:]
    np.testing.assert_array_equal(decode(data, 16), decode(plain, 16))


def alpha_of(mode):
    image = Image.new("RGBA", (16, 16), (200, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 8, 16))
    return image.convert(mode)


@pytest.mark.parametrize(("mode", "format"), [("RGBA", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP"), ("RGBA", "TIFF")])
def test_transparent_is_white(mode, format):
    options = {"lossless": True} if format == "WEBP" else {}
    got = decode(bytes_of(alpha_of(mode), format, **options), 16)
    assert (got[:, :7] == 255).all()
    assert (got[:, 9:] < 255).any()


def test_half_transparent_is_half_white():
    got = decode(bytes_of(Image.new("RGBA", (16, 16), (255, 0, 0, 128))), 8)
    assert abs(got[0, 0].astype(int) - [255, 127, 127]).max() <= 1


@pytest.mark.parametrize("format", ["PNG", "GIF"])
def test_a_transparent_colour_of_a_palette_is_white(format):
    image = Image.new("P", (16, 16), 0)
    image.putpalette([10, 20, 30, 200, 100, 50] + [0] * 762)
    image.paste(1, (8, 0, 16, 16))
    got = decode(bytes_of(image, format, transparency=0), 16)
    assert (got[:, :7] == 255).all()
    assert (got[:, 9:] == [200, 100, 50]).all()


def test_a_transparent_grey_and_a_transparent_rgb_are_white():
    grey = decode(bytes_of(Image.new("L", (16, 16), 90), transparency=90), 8)
    rgb = decode(bytes_of(Image.new("RGB", (16, 16), (1, 2, 3)), transparency=(1, 2, 3)), 8)
    assert (grey == 255).all()
    assert (rgb == 255).all()


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_grey_and_palette_become_rgb(mode):
    image = Image.new("RGB", (16, 16), "white").convert(mode)
    image.paste(0, (0, 0, 8, 16))
    got = decode(bytes_of(image), 16)
    assert (got[:, :7] == 0).all()
    assert (got[:, 9:] == 255).all()


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
def test_cmyk_becomes_rgb(format):
    got = decode(bytes_of(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), format), 8)
    assert abs(got.astype(int) - [232, 31, 42]).max() <= 3  # as printed, not as on a screen


@pytest.mark.parametrize("format", ["PNG", "TIFF"])
def test_sixteen_bits_are_scaled_and_not_cut(format):
    steps = np.repeat(np.array([0, 257, 25700, 65535], np.uint16), 16).reshape(1, 64).repeat(16, axis=0)
    got = decode(bytes_of(Image.fromarray(steps), format), 64)
    for column, value in ((5, 0), (24, 1), (40, 100), (60, 255)):
        assert got[8, column].tolist() == [value] * 3


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "TIFF"])
def test_an_animation_is_its_first_frame(format):
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "blue", "lime")]
    options = {"lossless": True} if format == "WEBP" else {}
    data = bytes_of(frames[0], format, save_all=True, append_images=frames[1:], **options)
    assert (decode(data, 8) == [255, 0, 0]).all()


def test_a_jpeg_read_smaller_keeps_the_rule():
    image = noise(8, (1600, 1200))
    data = bytes_of(image, "JPEG", quality=95)
    slow = np.asarray(Image.open(io.BytesIO(data)).resize((96, 96), Image.Resampling.BILINEAR)).astype(int)
    assert min(decode_whole(data, enough=96).size) >= 3 * 96
    assert decode_whole(data, enough=96).width < 1600
    assert abs(decode(data, 96) - slow).mean() < 0.5
    assert abs(decode(data, 96) - slow).max() <= 4


def test_a_picture_for_showing_comes_no_smaller_than_is_enough():
    image = noise(9, (1600, 1200))
    small, whole = decode_whole(bytes_of(image), enough=96), decode_whole(bytes_of(image), enough=201)
    np.testing.assert_array_equal(np.asarray(small), np.asarray(image.reduce(4)))  # 1200 // (3 * 96)
    np.testing.assert_array_equal(np.asarray(whole), np.asarray(image))
    assert small.mode == whole.mode == "RGB"


def test_a_long_picture_for_showing_is_not_whole():
    data = bytes_of(Image.new("L", (500, 40_000), 200))
    assert decode_whole(data, enough=240).size == (250, 20_000)  # of 20 megapixels 5


def test_an_empty_file(tmp_path):
    (tmp_path / "nothing.png").touch()
    with pytest.raises(PictureError, match=r"^nothing\.png is empty\. Copy it again") as caught:
        decode(tmp_path / "nothing.png", 32)
    assert caught.value.kind == "empty"
    assert refusal(b"") == "empty"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"a text that says it is a jpeg", "not a picture"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>', "is SVG"),
        (b"\0\0\0\x18ftypisom\0\0\0\0mp41isom", "is a film"),
        (b"%PDF-1.7", "is PDF"),
        (b"\0" * 100, "not a picture"),
    ],
)
def test_what_is_no_picture(data, word):
    assert refusal(data) == "not_an_image"
    with pytest.raises(PictureError, match=word):
        decode(data, 32)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_truncated_picture(format, kept):
    data = bytes_of(Image.effect_noise((200, 200), 60).convert("RGB"), format)
    kind = refusal(data[: int(len(data) * kept)])
    assert kind == ("truncated" if format in ("JPEG", "PNG", "BMP", "GIF") else kind)
    assert kind in ("truncated", "unreadable")


def test_a_jpeg_without_its_last_bytes_of_pixels_is_truncated():
    data = bytes_of(Image.effect_noise((200, 200), 60).convert("RGB"), "JPEG")
    assert refusal(data[:-200]) == "truncated"


def test_a_damaged_picture():
    data = bytearray(bytes_of(noise(1, (200, 200))))
    data[60:120] = b"\0" * 60
    assert refusal(bytes(data)) in ("unreadable", "truncated")
    assert refusal(b"\xff\xd8\xff\xe0 and then nothing of the kind") == "unreadable"


@pytest.mark.parametrize("size", [(1, 1), (7, 100), (100, 7)])
def test_a_tiny_picture(size):
    assert refusal(bytes_of(Image.new("RGB", size))) == "too_small"
    with pytest.raises(PictureError, match=f"is only {size[0]} x {size[1]} pixels. Use pictures of at least 8 x 8"):
        decode(bytes_of(Image.new("RGB", size)), 32)


def test_eight_pixels_are_enough():
    assert decode(bytes_of(Image.new("RGB", (8, 8))), 32).shape == (32, 32, 3)


@pytest.mark.parametrize("header", [png_header, bmp_header])
@pytest.mark.parametrize("side", [10_001, 13_000, 30_000])
def test_a_bomb_is_refused_from_its_header(header, side):
    assert refusal(header(side, side)) == "too_large"


@pytest.mark.parametrize("size", [(200_001, 8), (8, 12_000_000)])
def test_a_picture_with_a_very_long_side_is_refused_from_its_header(size):
    assert refusal(png_header(*size)) == "too_large"
    with pytest.raises(PictureError, match=r"is \d+ x \d+ pixels, and no side may have more than 200,000\. Cut it"):
        decode(png_header(*size), 32)


def test_a_webp_bomb_is_refused_from_its_header():
    assert refusal(webp_header(16_383, 16_383)) == "too_large"


def test_a_hundred_megapixels_are_let_through():
    assert refusal(png_header(10_000, 10_000)) in ("truncated", "unreadable")


def test_a_real_bomb_is_refused():
    bomb = bytes_of(Image.new("1", (30_000, 30_000)))
    assert len(bomb) < 200_000
    assert refusal(bomb) == "too_large"


def test_a_huge_file_is_not_read(tmp_path):
    path = tmp_path / "film.jpg"
    with path.open("wb") as file:
        file.truncate(decoding.MAX_BYTES + 1)
    with pytest.raises(PictureError, match=r"film\.jpg is larger than 500 MB"):
        decode(path, 32)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(PictureError, match=r"gone\.jpg is not there\. Check its name") as caught:
        decode(tmp_path / "gone.jpg", 32)
    assert caught.value.kind == "missing"


@pytest.mark.parametrize("path", [Path("/dev/zero"), Path("/dev")])
def test_what_is_no_file_is_not_read(path):
    with pytest.raises(PictureError, match=rf"{path.name} is no file\. Name the pictures themselves"):
        decode(path, 32)


def test_a_pipe_from_another_program_is_read():
    data = bytes_of(Image.new("RGB", (16, 16), "red"), "PNG")
    here, there = os.pipe()
    os.write(there, data)
    os.close(there)
    assert decode(Path(f"/dev/fd/{here}"), 8)[0, 0].tolist() == [255, 0, 0]
    os.close(here)


def test_pixels_without_a_known_scale_are_refused():
    with pytest.raises(PictureError, match=r"depth\.tif has 32-bit pixels.* Save it with 8 or 16 bits") as caught:
        decode(bytes_of(Image.new("F", (16, 16), 0.5), "TIFF"), 32, name="depth.tif")
    assert caught.value.kind == "unreadable"


def test_sentences_follow_the_language():
    follow(lambda: "zh")
    try:
        with pytest.raises(PictureError, match=r"照片\.jpg 是空文件"):
            decode(b"", 32, name="照片.jpg")
        with pytest.raises(PictureError, match="这张图片"):
            decode(b"", 32)
    finally:
        follow(lambda: "en")


def test_truncated_pictures_are_never_filled_up():
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


@settings(max_examples=300)
@given(
    format=st.sampled_from(FORMATS),
    flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12),
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_bytes_give_a_picture_or_a_sentence(format, flips):
    data = bytearray(bytes_of(noise(10, (48, 36)), format))
    for place, value in flips:
        data[place % len(data)] = value
    try:
        outcome = decode(bytes(data), 16).shape
    except PictureError as error:
        outcome = str(error)[:11]
    assert outcome in ((16, 16, 3), "The picture")


def test_real_photos_read_smaller_keep_the_rule(cats_vs_dogs):
    for path in sorted((cats_vs_dogs / "train" / "cat").iterdir())[:25]:
        with Image.open(path) as opened:
            slow = ImageOps.exif_transpose(opened).convert("RGB").resize((30, 30), Image.Resampling.BILINEAR)
        assert abs(decode(path, 30).astype(int) - np.asarray(slow)).mean() < 3
