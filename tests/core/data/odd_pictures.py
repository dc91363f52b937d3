"""Picture files that Pillow does not write: bit depths, colour models and marks as cameras and scanners make them."""

import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms

from tests.core.data.pictures import noise

GREY, TRUECOLOUR, PALETTE = 0, 2, 3  # colour types of PNG
_BYTES_OF_TIFF_TYPE = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}


def encode(image, format="PNG", **options):
    file = io.BytesIO()
    image.save(file, format=format, **options)
    return file.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(rows, width, height, depth, colour_type, *extra):
    """A PNG of packed rows, without a filter; `extra` are chunks that go before the pixels."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    chunks = [chunk(b"IHDR", head), *extra, chunk(b"IDAT", data), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def pack(values, depth):
    """Rows of whole numbers, most significant bit first, as PNG and TIFF keep them."""
    if depth == 16:
        return [row.astype(">u2").tobytes() for row in values]
    bits = (values[..., None] >> np.arange(depth - 1, -1, -1)) & 1
    return [np.packbits(row).tobytes() for row in bits.reshape(len(values), -1).astype(np.uint8)]


def grey_png(depth, transparent=None, side=32):
    """A ramp of `depth` bits with a disc of the transparent value in the middle."""
    values = make_ramp(depth, side)
    extra = []
    if transparent is not None:
        values[make_disc(side)] = transparent
        extra = [chunk(b"tRNS", struct.pack(">H", transparent))]
    return png(pack(values, depth), side, side, depth, GREY, *extra)


def deep_rgb_png(transparent, side=32):
    """16-bit colour with a transparent colour."""
    values = np.stack([make_ramp(16, side)] * 3, axis=-1)
    values[make_disc(side)] = transparent
    rows = [row.astype(">u2").tobytes() for row in values]
    return png(rows, side, side, 16, TRUECOLOUR, chunk(b"tRNS", struct.pack(">HHH", *transparent)))


def make_ramp(depth, side=32):
    """Black on the left, white on the right, (side, side)."""
    most = 2**depth - 1
    return np.round(np.linspace(0, most, side)).astype(np.int64)[None].repeat(side, axis=0)


def make_disc(side=32):
    y, x = np.mgrid[:side, :side] - side / 2 + 0.5
    return x**2 + y**2 < (side / 4) ** 2


def tiff(data, width, height, bits, photometric, order="<", extra=()):
    """An uncompressed TIFF of one strip; `extra` are (tag, type, values)."""
    samples = len(bits)
    tags = [
        (256, 4, [width]), (257, 4, [height]), (258, 3, bits), (259, 3, [1]), (262, 3, [photometric]),
        (273, 4, [8]), (277, 3, [samples]), (278, 4, [height]), (279, 4, [len(data)]), *extra,
    ]  # fmt: skip
    data += b"\0" * (len(data) % 2)
    after = 8 + len(data) + 2 + 12 * len(tags) + 4
    entries, values = b"", b""
    for tag, kind, numbers in sorted(tags):
        packed, count = _pack_tag(numbers, kind, order)
        if len(packed) > 4:
            entries += struct.pack(f"{order}HHII", tag, kind, count, after + len(values))
            values += packed + b"\0" * (len(packed) % 2)
        else:
            entries += struct.pack(f"{order}HHI", tag, kind, count) + packed.ljust(4, b"\0")
    mark = b"II*\0" if order == "<" else b"MM\0*"
    directory = struct.pack(f"{order}H", len(tags)) + entries + b"\0" * 4
    return mark + struct.pack(f"{order}I", 8 + len(data)) + data + directory + values


def _pack_tag(numbers, kind, order):
    if isinstance(numbers, bytes):
        return numbers, len(numbers) // _BYTES_OF_TIFF_TYPE[kind]
    letter = {1: "B", 3: "H", 4: "I"}[kind]
    return struct.pack(f"{order}{len(numbers)}{letter}", *numbers), len(numbers)


def grey_tiff(depth, white_is_zero=False, order="<", side=32, extra=()):
    """A ramp from black on the left to white on the right."""
    values = make_ramp(depth, side)
    if white_is_zero:
        values = 2**depth - 1 - values
    letter = ">" if order == ">" else "<"
    rows = [row.astype(f"{letter}u2").tobytes() for row in values] if depth == 16 else pack(values, depth)
    return tiff(b"".join(rows), side, side, [depth], 0 if white_is_zero else 1, order, extra)


def lab_tiff(side=32):
    """CIE L*a*b* of 8 bits: lightness from left to right, a* from the top down."""
    light, a = np.meshgrid(np.linspace(20, 240, side), np.linspace(-60, 60, side))
    pixels = np.stack([light.astype(np.uint8), a.astype(np.int8).view(np.uint8), np.full_like(light, 20, np.uint8)], -1)
    return tiff(pixels.astype(np.uint8).tobytes(), side, side, [8, 8, 8], 8)


def deep_lab_tiff(side=16):
    """The same of 16 bits, all of one colour."""
    return tiff(np.full((side, side, 3), 9000, "<u2").tobytes(), side, side, [16, 16, 16], 8)


def cmyk(format, profile=None, side=32):
    """Ink from left to right in three channels."""
    across = np.linspace(0, 255, side).astype(np.uint8)[None].repeat(side, axis=0)
    pixels = np.stack([across, across.T, np.full_like(across, 60), across // 4], axis=-1)
    options = {"quality": 98, "subsampling": 0} if format == "JPEG" else {}
    return encode(Image.fromarray(pixels, "CMYK"), format, **options, **({"icc_profile": profile} if profile else {}))


def bmp_without_alpha(side=32):
    """32 bits a pixel with masks, and a fourth byte that is 0 everywhere."""
    pixels = np.asarray(noise(3, (side, side)))[::-1, :, ::-1]
    body = np.concatenate([pixels, np.zeros((side, side, 1), np.uint8)], axis=-1).tobytes()
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    info = struct.pack("<IiiHHIIiiII", 108, side, side, 1, 32, 3, len(body), 2835, 2835, 0, 0) + masks + b"\0" * 52
    return b"BM" + struct.pack("<IHHI", 14 + len(info) + len(body), 0, 0, 14 + len(info)) + info + body


def gif_with_small_first_frame(side=32, background=1):
    """A red frame of half the side in the middle of a canvas that names a green background."""
    small = encode(Image.new("P", (side // 2, side // 2)), "GIF")
    palette = bytes([255, 0, 0, 0, 255, 0])
    pixels = small[small.index(b"\x2c") + 10 :]  # after the frame's own description
    head = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, background, 0)
    place = side // 4
    return head + palette + b"\x2c" + struct.pack("<HHHHB", place, place, side // 2, side // 2, 0) + pixels


def make_profile(red=(0.7, 0.3), green=(0.2, 0.7), blue=(0.15, 0.06), gamma=1.8):
    """An ICC profile of a wide RGB space: a matrix to XYZ (D50) and a gamma."""
    whites = np.array([0.9642, 1.0, 0.8249])
    corners = np.array([[x / y, 1.0, (1 - x - y) / y] for x, y in (red, green, blue)]).T
    matrix = corners * np.linalg.solve(corners, whites)

    def fixed(*numbers):
        return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)

    def xyz(numbers):
        return b"XYZ \0\0\0\0" + fixed(*numbers)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"wide\0" + b"\0" * 78 + b"\0"
    tags = [
        (b"desc", text), (b"wtpt", xyz(whites)), (b"rXYZ", xyz(matrix[:, 0])), (b"gXYZ", xyz(matrix[:, 1])),
        (b"bXYZ", xyz(matrix[:, 2])), (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve),
    ]  # fmt: skip
    table, body, start = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, data in tags:
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", start + len(body), b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + fixed(*whites)
    return head.ljust(128, b"\0") + table + body


def make_srgb_profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def xmp(orientation):
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="{orientation}"/>'
        "</rdf:RDF></x:xmpmeta>"
    ).encode()


def lossless_jpeg(side=32):
    """A grey ramp by the lossless process (SOF3), each value predicted by its left neighbour."""
    values = np.asarray(noise(7, (side, side)).convert("L")).astype(int)
    before = np.concatenate([np.full((side, 1), 128), values[:, :-1]], axis=1)
    before[1:, 0] = values[:-1, 0]
    bits = "".join(_encode_difference(number) for number in (values - before).ravel().tolist())
    bits += "1" * (-len(bits) % 8)
    pixels = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")
    frame = struct.pack(">BHHBBBB", 8, side, side, 1, 1, 0x11, 0)
    codes = b"\0" + bytes([0, 0, 0, 9] + [0] * 12) + bytes(range(9))  # nine lengths of a difference, four bits each
    parts = [(0xC3, frame), (0xC4, codes), (0xDA, bytes([1, 1, 0, 1, 0, 0]))]
    return b"\xff\xd8" + b"".join(jpeg_segment(kind, data) for kind, data in parts) + pixels + b"\xff\xd9"


def _encode_difference(number):
    length = abs(number).bit_length()
    if not length:
        return "0000"
    return f"{length:04b}" + f"{number if number > 0 else number + 2**length - 1:0{length}b}"


def jpeg_segment(kind, data):
    return bytes((0xFF, kind)) + struct.pack(">H", len(data) + 2) + data


def heic(image):
    import pillow_heif

    file = io.BytesIO()
    pillow_heif.from_pillow(image).save(file, quality=95, chroma=444)
    return file.getvalue()
