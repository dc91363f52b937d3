"""Picture files of every kind that has been read wrongly somewhere: {name: bytes}."""

from functools import cache
from io import BytesIO

import numpy as np
from PIL import Image

from tests.core.data.pictures import noise

ORIENTATION = 0x0112


def bytes_of(image, kind="PNG", **options):
    data = BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


@cache
def odd_pictures():
    """The same files each time, all of them different pictures."""
    return {
        **{f"exif {turn}.jpg": _turned(turn) for turn in range(1, 9)},
        "turned.tiff": bytes_of(noise(20, (50, 30)), "TIFF", exif=_exif(8)),
        "phone.jpg": bytes_of(noise(21, (1600, 1200)), "JPEG", exif=_exif(6)),
        "wide.png": bytes_of(noise(22, (400, 30))),
        "tall.webp": bytes_of(noise(23, (30, 400)), "WEBP", lossless=True),
        "tiny.bmp": bytes_of(noise(24, (8, 8)), "BMP"),
        "sixteen bits.png": bytes_of(_sixteen_bits()),
        "one bit.png": bytes_of(noise(25, (40, 30)).convert("1")),
        "grey.jpg": bytes_of(noise(26, (40, 30)).convert("L"), "JPEG"),
        "grey with alpha.png": bytes_of(_with_alpha(27).convert("LA")),
        "alpha.png": bytes_of(_with_alpha(28)),
        "palette.png": bytes_of(noise(29, (40, 30)).quantize(16)),
        "see-through palette.png": bytes_of(noise(30, (40, 30)).quantize(16), transparency=3),
        "cmyk.jpg": bytes_of(noise(31, (40, 30)).convert("CMYK"), "JPEG"),
        "moving.gif": bytes_of(noise(32, (40, 30)), "GIF", save_all=True, append_images=[noise(33, (40, 30))]),
    }


def put_odd_pictures(root):
    """A folder with the classes `a` and `b`: plain pictures to train on, all odd ones to test on."""
    for number, label in enumerate("ab"):
        (root / "train" / label).mkdir(parents=True)
        (root / "test" / label).mkdir(parents=True)
        for place in range(4):
            noise(100 + 10 * number + place).save(root / "train" / label / f"{place}.png")
    for number, (name, data) in enumerate(odd_pictures().items()):
        (root / "test" / "ab"[number % 2] / name).write_bytes(data)
    return root


def _exif(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif


def _turned(orientation):
    return bytes_of(noise(orientation, (60, 40)), "JPEG", quality=95, exif=_exif(orientation))


def _sixteen_bits():
    values = np.random.default_rng(40).integers(0, 2**16, (6, 5), dtype=np.uint16)
    return Image.fromarray(values.repeat(7, axis=0).repeat(7, axis=1))


def _with_alpha(number):
    image = noise(number, (40, 30)).convert("RGBA")
    image.putalpha(noise(number + 50, (40, 30)).convert("L"))
    return image
