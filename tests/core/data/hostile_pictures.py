"""Files that pretend to be pictures, or are pictures that would harm who reads them: each with what is said of it.

`HOSTILE` maps a name to (bytes, kind, words of the sentence); the kind None says that the picture is used.
"""

import io
import struct
import zipfile
import zlib

from PIL import Image

from tests.core.data import odd_pictures as odd
from tests.core.data.pictures import noise

SIDE = 60_000
TOO_LARGE = ("too_large", "more than 100 megapixels")
TRUNCATED = ("truncated", "ends too early")
DAMAGED = ("unreadable", "damaged")
NO_PICTURE = ("not_an_image", "is not a picture")
USED = (None, "")


def png_head(width, height, depth=8, kind=2, *chunks):
    head = odd.chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + odd.chunk(b"IEND", b"")


def png_with(*chunks):
    """A good PNG with further chunks before its pixels."""
    data = odd.encode(noise(1), "PNG")
    return data[:33] + b"".join(chunks) + data[33:]


def text_bomb(kind, megabytes=8):
    head = {b"zTXt": b"Comment\0\0", b"iTXt": b"Comment\0\1\0\0\0", b"iCCP": b"profile\0\0"}[kind]
    return odd.chunk(kind, head + zlib.compress(b"a" * (megabytes << 20)))


def bmp_head(width, height, bits=24):
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, 0, 0, 2835, 2835, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head


def jpeg_with(*segments):
    data = odd.encode(noise(1), "JPEG")
    return data[:2] + b"".join(odd.jpeg_segment(kind, content) for kind, content in segments) + data[2:]


def jpeg_of_side(side):
    data = odd.encode(noise(1), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", side, side) + data[at + 4 :]


def gif_of(width, height, frame=None, pixels=True):
    data = odd.gif_with_small_first_frame()
    at = data.index(b"\x2c")
    place = struct.pack("<HHHH", 0, 0, *(frame or (16, 16)))
    rest = b"\x2c" + place + data[at + 9 :] if pixels else b";"
    return data[:6] + struct.pack("<HH", width, height) + data[10:at] + rest


def iso_of_side(data, side):
    """A HEIC or AVIF whose property of its size says another one."""
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", side, side) + data[at + 8 :]


def tiff_with(**changes):
    """A grey TIFF with one tag changed in place: name=(tag, value)."""
    data = bytearray(odd.grey_tiff(8))
    for tag, value in changes.values():
        at = data.index(struct.pack("<H", tag), 8 + 32 * 32)
        data[at + 8 : at + 12] = struct.pack("<I", value)
    return bytes(data)


def tiff_in_a_circle():
    data = bytearray(odd.grey_tiff(8))
    (first,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, first)
    struct.pack_into("<I", data, first + 2 + 12 * count, first)
    return bytes(data)


def many_pages():
    page = Image.new("1", (16, 16), 1)
    return odd.encode(page, "TIFF", save_all=True, append_images=[page] * 2000)


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("run.exe", b"MZ")
    return file.getvalue()


def half(data):
    return data[: len(data) // 2]


def webp_with_other_length(length):
    data = odd.encode(noise(1), "WEBP", lossless=True)
    return data[:4] + struct.pack("<I", length) + data[8:]


JPEG, PNG, AVIF, HEIC = (
    odd.encode(noise(1), "JPEG"),
    odd.encode(noise(1)),
    odd.encode(noise(1), "AVIF"),
    odd.heic(noise(1)),
)
GRAINY = Image.effect_noise((200, 200), 60).convert("RGB")
BAD_ORIENTATION = b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\x63\0\0\0" + bytes(4)
BAD_EXIF = b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xff" * 40

HOSTILE = {
    "side.png": (png_head(SIDE, SIDE), *TOO_LARGE),
    "side.bmp": (bmp_head(SIDE, SIDE), *TOO_LARGE),
    "side.jpg": (jpeg_of_side(SIDE), *TOO_LARGE),
    "side.gif": (gif_of(SIDE, SIDE), *TOO_LARGE),
    "frame.gif": (gif_of(16, 16, (SIDE, SIDE)), *TOO_LARGE),
    "side.tif": (tiff_with(width=(256, SIDE), height=(257, SIDE)), *TOO_LARGE),
    "side.avif": (iso_of_side(AVIF, SIDE), *TOO_LARGE),
    "side.heic": (iso_of_side(HEIC, SIDE), *TOO_LARGE),
    "long.png": (png_head(5_000_000, 10), "too_large", "no side may have more than 200,000"),
    "upside_down.bmp": (bmp_head(64, -(2**31)), *TOO_LARGE),
    "text.png": (png_with(text_bomb(b"zTXt")), "unreadable", "a text or profile that unpacks"),
    "text2.png": (png_with(text_bomb(b"iTXt")), "unreadable", "a text or profile that unpacks"),
    "texts.png": (png_with(*[text_bomb(b"zTXt", 1)] * 70), "unreadable", "a text or profile that unpacks"),
    "profile_bomb.png": (png_with(text_bomb(b"iCCP")), "unreadable", "a text or profile that unpacks"),
    "pixels_bomb.png": (png_head(16, 16, 8, 2, odd.chunk(b"IDAT", zlib.compress(bytes(50 << 20)))), *USED),
    "frames.png": (png_with(odd.chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))), *USED),
    "no_width.png": (png_head(0, 16), *DAMAGED),
    "no_width.bmp": (bmp_head(0, 16), *DAMAGED),
    "no_width.gif": (gif_of(0, 0, (0, 0)), *DAMAGED),
    "no_width.jpg": (jpeg_of_side(0), *DAMAGED),
    "no_width.tif": (tiff_with(width=(256, 0)), *DAMAGED),
    "no_pixels.png": (png_head(16, 16), *DAMAGED),
    "no_frame.gif": (gif_of(16, 16, pixels=False), *DAMAGED),
    "no_tables.jpg": (b"\xff\xd8\xff\xd9", *DAMAGED),
    "wrong_sum.png": (PNG[:29] + b"\0\0\0\0" + PNG[33:], *DAMAGED),
    "odd_bits.bmp": (bmp_head(16, 16, 7), *DAMAGED),
    "length.webp": (webp_with_other_length(2**32 - 2), *DAMAGED),
    "short_length.webp": (webp_with_other_length(4), *DAMAGED),
    "strip_outside.tif": (tiff_with(strip=(273, 2**31)), *TRUNCATED),
    "strip_length.tif": (tiff_with(length=(279, 2**32 - 1)), *USED),
    "circle.tif": (tiff_in_a_circle(), *USED),
    "pages.tif": (many_pages(), *USED),
    "directory_outside.tif": (b"II*\0\xff\xff\xff\x7f" + bytes(64), *DAMAGED),
    "deep_lab.tif": (odd.deep_lab_tiff(), "unreadable", "in L*a*b* with 16 bits"),
    "float.tif": (odd.encode(Image.new("F", (16, 16), 0.5), "TIFF"), "unreadable", "32-bit pixels"),
    "jpeg_and_zip.jpg": (JPEG + zipped(), *USED),
    "zip.jpg": (zipped(), "not_an_image", "is ZIP"),
    "page.jpg": (b"<!doctype html><html><body>404 Not Found</body></html>", *NO_PICTURE),
    "script.png": (b"#!/bin/sh\nrm -rf /\n", *NO_PICTURE),
    "script.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not_an_image", "is SVG"),
    "program.jpg": (b"MZ\x90\0" + bytes(300), *NO_PICTURE),
    "paper.png": (b"%PDF-1.7\n", "not_an_image", "is PDF"),
    "postscript.jpg": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 16 16\n(%pipe%id) (w) file\n", *NO_PICTURE),
    "film.png": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "not_an_image", "is a film (MP4)"),
    "new.jpg": (b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(64), "not_an_image", "is JPEG XL"),
    "only_head.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", *DAMAGED),
    "only_head.avif": (b"\0\0\0\x1cftypavif\0\0\0\0mif1miaf", *DAMAGED),
    "nothing.png": (b"", "empty", "is empty"),
    "zeros.jpg": (bytes(5000), *NO_PICTURE),
    "profile.jpg": (jpeg_with((0xE2, b"ICC_PROFILE\0\1\1" + b"\xff" * 400)), *USED),
    "profile2.png": (odd.encode(noise(1), "PNG", icc_profile=odd.make_profile()[:200]), *USED),
    "exif.jpg": (jpeg_with((0xE1, BAD_EXIF)), *USED),
    "orientation.jpg": (jpeg_with((0xE1, BAD_ORIENTATION)), *USED),
    "dot.png": (odd.encode(Image.new("RGB", (1, 1))), "too_small", "only 1 x 1 pixels"),
    **{
        f"half.{format.lower()}": (half(odd.encode(GRAINY, format)), *said)
        for format, said in (
            ("JPEG", TRUNCATED), ("PNG", TRUNCATED), ("GIF", TRUNCATED), ("BMP", TRUNCATED), ("TIFF", TRUNCATED),
            ("WEBP", DAMAGED), ("AVIF", DAMAGED),
        )
    },
    "half.heic": (half(odd.heic(GRAINY)), *DAMAGED),
}  # fmt: skip
