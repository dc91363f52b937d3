"""The pixels of odd pictures are those that libvips shows, a decoder that shares no code with Pillow's."""

import io
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.data.pixels.decode import decode, decode_whole, examine
from tests.core.data import odd_pictures as odd
from tests.core.data.pictures import noise

CLOSE = 3  # of 255
CASES = Path(__file__).parents[6] / "shared" / "cases" / "pictures"
BEST = {
    "PNG": {}, "TIFF": {}, "WEBP": {"lossless": True}, "JPEG": {"quality": 98, "subsampling": 0},
    "AVIF": {"quality": 95, "subsampling": "4:4:4"},
}  # fmt: skip
WIDE = odd.make_profile()
INK = bytes(pyvips.Image.profile_load("cmyk"))


def lying(format):
    exif = Image.Exif()
    exif[0x0112] = 6
    return odd.encode(noise(5, (40, 30)), format, exif=exif, **BEST[format])


def with_profile(format, profile=WIDE, mode="RGB"):
    return odd.encode(noise(5, (40, 30)).convert(mode), format, icc_profile=profile, **BEST[format])


def lossless_avif(profile):
    """Of the strongest colours, stored as red, green and blue; Pillow writes none without loss."""
    image = pyvips.Image.new_from_array(np.asarray(noise(5, (40, 30)))).copy(interpretation="srgb")
    image.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    return image.heifsave_buffer(compression="av1", lossless=True, subsample_mode="off", keep="icc")


def avif_that_names(primaries):
    """An AVIF without a profile that names its primaries by a number (CICP), as some phones do; libvips shows none."""
    data = odd.encode(noise(5, (40, 30)), "AVIF", **BEST["AVIF"])
    head, mark, rest = data.partition(b"colrnclx")
    return head + mark + primaries.to_bytes(2) + rest[2:]


def with_xmp(format):
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", odd.xmp(6).decode())
    options = {"pnginfo": info} if format == "PNG" else {"xmp": odd.xmp(6)}
    return odd.encode(noise(5, (40, 30)), format, **options, **BEST[format])


PICTURES = {
    **{f"grey png of {bits}": odd.grey_png(bits) for bits in (1, 2, 4, 8, 16)},
    **{f"transparent grey png of {bits}": odd.grey_png(bits, 2**bits // 3) for bits in (1, 2, 4, 8, 16)},
    "transparent bright grey of 16": odd.grey_png(16, 40_000),
    "transparent colour of 16": odd.deep_rgb_png((1000, 20_000, 300)),
    **{
        f"grey tiff of {bits} {order} {white}": odd.grey_tiff(bits, white, order)
        for bits in (1, 2, 4, 8, 16) for order in "<>" for white in (False, True)
    },
    "tiff with xmp": odd.grey_tiff(8, extra=[(700, 1, odd.xmp(6))]),
    **{f"lying {format}": lying(format) for format in BEST},
    **{f"wide {format}": with_profile(format) for format in BEST if format != "AVIF"},
    "wide AVIF": lossless_avif(WIDE),
    **{f"AVIF of primaries {number}": avif_that_names(number) for number in (1, 9, 12)},
    "wide with alpha": with_profile("PNG", mode="RGBA"),
    "profile of nothing": with_profile("PNG", b"this is no profile"),
    "profile of another space": with_profile("PNG", WIDE, "L"),
    **{f"xmp {format}": with_xmp(format) for format in ("PNG", "JPEG", "WEBP")},
    **{f"ink {format}": odd.cmyk(format) for format in ("JPEG", "TIFF")},
    **{f"ink with profile {format}": odd.cmyk(format, INK) for format in ("JPEG", "TIFF")},
    "gif": odd.gif_with_small_first_frame(),
    "lossless jpeg": odd.lossless_jpeg(),
}  # fmt: skip


def show_with_vips(data):
    image = pyvips.Image.new_from_buffer(data, "").autorot()
    if image.get_typeof("icc-profile-data"):
        image = image.icc_transform("srgb", embedded=True, intent="relative")
    image = image.colourspace("srgb")
    image = image.flatten(background=255) if image.hasalpha() else image
    return image.cast("uchar").numpy().astype(int)


@pytest.mark.parametrize("name", PICTURES)
def test_the_pixels_are_those_of_libvips(name):
    expected = show_with_vips(PICTURES[name])
    shown = decode_whole(PICTURES[name], enough=200)
    got = np.asarray(shown).astype(int)
    assert got.shape == expected.shape
    assert abs(got - expected).max() <= CLOSE
    assert examine(PICTURES[name], "x").width == shown.width


def test_a_lossy_avif_with_a_profile_differs_by_the_rounding_of_one_level_alone():
    """Each decoder rounds the way from luma and chroma to 8 bits in its own way, and no profile can undo that.

    Where a profile takes much from a channel to leave nearly none, that level becomes up to 18; libvips' own profile
    makes the same of it.
    """
    plain = odd.encode(noise(5, (40, 30)), "AVIF", **BEST["AVIF"])
    wide = odd.encode(noise(5, (40, 30)), "AVIF", icc_profile=WIDE, **BEST["AVIF"])
    numbers = np.asarray(decode_whole(plain, enough=200))
    assert abs(numbers - show_with_vips(plain)).max() <= 1
    ours = pyvips.Image.new_from_array(numbers).copy(interpretation="srgb")
    ours.set_type(pyvips.GValue.blob_type, "icc-profile-data", WIDE)
    expected = ours.icc_transform("srgb", embedded=True, intent="relative").numpy().astype(int)
    assert abs(np.asarray(decode_whole(wide, enough=200)) - expected).max() <= 1


def test_halved_chroma_of_an_avif_is_read_nearer_to_the_picture_than_libvips_reads_it():
    image = noise(5, (40, 30))
    data = odd.encode(image, "AVIF", quality=90, subsampling="4:2:0")
    ours, theirs = np.asarray(decode_whole(data, enough=200)).astype(int), show_with_vips(data)
    assert abs(ours - np.asarray(image)).mean() < abs(theirs - np.asarray(image)).mean() / 2, "it repeats each pixel"


def test_a_large_jpeg_is_read_smaller_and_in_the_same_colours():
    data = odd.encode(noise(8, (1600, 1200)), "JPEG", icc_profile=WIDE, quality=95)
    whole = show_with_vips(data).astype(np.uint8)
    expected = np.asarray(Image.fromarray(whole).resize((96, 96), Image.Resampling.BILINEAR)).astype(int)
    assert abs(decode(data, 96) - expected).max() <= CLOSE + 1  # that of reading it smaller


@pytest.mark.parametrize("order", "<>")
def test_twelve_bits_go_from_black_to_white(order):
    for white_is_zero in (False, True):
        got = np.asarray(decode_whole(odd.grey_tiff(12, white_is_zero, order), enough=200))
        np.testing.assert_array_equal(got[0, :, 0], np.round(np.linspace(0, 255, 32)))


def test_lab_is_what_libvips_makes_of_its_numbers():
    with Image.open(io.BytesIO(odd.lab_tiff())) as opened:
        numbers = np.asarray(opened)
    signed = numbers[..., 1:].view(np.int8)
    lab = np.concatenate([numbers[..., :1] * np.float32(100 / 255), signed.astype(np.float32)], axis=-1)
    expected = pyvips.Image.new_from_array(lab, interpretation="lab").colourspace("srgb").numpy().astype(int)
    assert abs(np.asarray(decode_whole(odd.lab_tiff(), enough=200)) - expected).max() <= CLOSE


def test_a_bmp_without_a_single_opaque_pixel_is_opaque():
    got = np.asarray(decode_whole(odd.bmp_without_alpha(), enough=200))
    np.testing.assert_array_equal(got, np.asarray(noise(3, (32, 32))))


def test_heic_is_read_and_its_exif_does_not_turn_it_once_more():
    image = noise(5, (64, 48))
    got = np.asarray(decode_whole(odd.heic(image), enough=200)).astype(int)
    assert abs(got - np.asarray(image)).mean() < CLOSE
    assert examine(odd.heic(image), "x") == examine(odd.encode(image), "x")


def test_what_is_shown_carries_nothing_of_its_file():
    data = odd.encode(noise(1), "JPEG", comment=b"Anna, Berlin", icc_profile=WIDE)
    assert decode_whole(data, enough=10).info == {}


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not on this machine")
def test_the_shared_cases():
    def show(name):
        return np.asarray(decode_whole(CASES / name, enough=200))[:, :, 0].astype(int)

    for name in ("ramp_12bit.tif", "ramp_16bit_black_is_zero.tif"):
        assert show(name)[10, ::21].tolist() == pytest.approx([0, 85, 170, 255], abs=2)
    assert show("ramp_16bit_white_is_zero.tif")[10, ::21].tolist() == pytest.approx([255, 170, 85, 0], abs=2)
    opaque, transparent = show("disc_16bit_grey_opaque.png"), show("disc_16bit_grey_trns.png")
    assert (opaque[0, 0], transparent[0, 0]) == (0, 255)
    assert transparent[32, 32] == opaque[32, 32]
    assert (show("bmp32_alpha_all_zero.bmp") == 128).all()  # its red
