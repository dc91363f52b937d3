"""How a picture becomes pixels, as in the training: upright, in sRGB, on white, brought to a square.

`view` is how it is brought to the square: stretch, crop, letterbox, mirrored (stretched, and its
mirror image), or views (three and their mirror images).
"""

from contextlib import suppress
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms, ImageOps

with suppress(ImportError):  # only HEIC needs it: pip install pillow-heif
    from pillow_heif import register_heif_opener

    register_heif_opener()


MIN_SIDE, MAX_PIXELS = 8, 100_000_000
BITS_PER_SAMPLE, PHOTOMETRIC = 258, 262  # tags of a TIFF
INK = None  # the profile of ink that comes without one


def read_squares(path, size, view):
    """What the network sees of a picture, uint8 (squares, size, size, 3)."""
    with Image.open(path) as opened:
        check(opened)
        for name in ("xmp", "XML:com.adobe.xmp"):  # an orientation there has no say
            opened.info.pop(name, None)
        if opened.format == "JPEG":
            opened.draft(None, (3 * size, 3 * size))  # a large photo is read smaller, which is faster
        empty = opened.format == "BMP" and opened.mode == "RGBA" and opened.getchannel("A").getbbox() is None
        tags = opened.tag_v2 if opened.format == "TIFF" else {}
        picture = convert_to_srgb(ImageOps.exif_transpose(opened), tags, opaque=empty)
    squares = [cut(picture, box, size) for box in find_boxes(*picture.size, size, view)]
    if view in ("mirrored", "views"):
        squares += [square.transpose(Image.Transpose.FLIP_LEFT_RIGHT) for square in squares]
    return np.stack([np.asarray(square) for square in squares])


def check(opened):
    """Refuse what the training refused."""
    width, height = opened.size
    if min(width, height) < MIN_SIDE:
        raise ValueError(f"only {width} x {height} pixels, and a side has to have {MIN_SIDE}")
    if width * height > MAX_PIXELS:
        raise ValueError("more than 100 megapixels")
    if opened.mode in ("I", "F"):
        raise ValueError("32-bit pixels, and nothing says how bright they are")


def convert_to_srgb(picture, tags, opaque):
    """RGB, alpha laid on white, by the picture's colour profile if it has one. `tags` are those of a TIFF."""
    alpha = picture.convert("RGBA").getchannel("A") if picture.has_transparency_data and not opaque else None
    if picture.mode.startswith("I;16"):
        most = 4095 if tags.get(BITS_PER_SAMPLE) == (12,) else 65535
        grey = np.asarray(picture) * (255 / most) + 0.5
        grey = grey.clip(0, 255).astype(np.uint8)
        picture = Image.fromarray(255 - grey if tags.get(PHOTOMETRIC) == 0 else grey)
    profile = picture.info.get("icc_profile") or (INK if picture.mode == "CMYK" else None)
    plain = picture if picture.mode in ("L", "CMYK") and profile else picture.convert("RGB")
    with suppress(OSError, ImageCms.PyCMSError):  # one that is damaged or of another kind of picture is left out
        if profile:
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            flags = ImageCms.Flags(0x0100 if profile is INK else 0)  # every pixel through the table
            intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
            plain = ImageCms.profileToProfile(plain, source, target, intent, outputMode="RGB", flags=flags)
    rgb = plain.convert("RGB")
    return Image.composite(rgb, Image.new("RGB", rgb.size, "white"), alpha) if alpha else rgb


def find_boxes(width, height, size, view):
    """The parts of the picture that the squares show, as (left, top, right, bottom); they may reach beyond it."""
    whole = (0, 0, width, height)
    match view:
        case "crop":
            return [middle(width, height, 0.875)]
        case "views":
            return [middle(width, height, 0.875), middle(width, height, 1), whole]
        case "letterbox":
            across, down = (max(1, round(size * side / max(width, height))) for side in (width, height))
            left, top = -((size - across) // 2) * width / across, -((size - down) // 2) * height / down
            return [(left, top, left + size * width / across, top + size * height / down)]
        case _:
            return [whole]


def middle(width, height, share):
    side = share * min(width, height)
    left, top = (width - side) / 2, (height - side) / 2
    return left, top, left + side, top + side


def cut(picture, box, size):
    """The box as a square, grey where it reaches beyond the picture."""
    left, top, right, bottom = box
    inside = max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)
    across, down = size / (right - left), size / (bottom - top)
    shape = round((inside[2] - inside[0]) * across), round((inside[3] - inside[1]) * down)
    part = picture.resize(shape, Image.Resampling.BILINEAR, inside)
    square = Image.new("RGB", (size, size), (127, 127, 127))
    square.paste(part, (round((inside[0] - left) * across), round((inside[1] - top) * down)))
    return square
