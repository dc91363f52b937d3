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


def read_squares(path, size, view):
    """What the network sees of a picture, uint8 (squares, size, size, 3)."""
    with Image.open(path) as opened:
        if opened.format == "JPEG":
            opened.draft(None, (3 * size, 3 * size))  # a large photo is read smaller, which is faster
        picture = convert_to_srgb(ImageOps.exif_transpose(opened))
    squares = [cut(picture, box, size) for box in find_boxes(*picture.size, size, view)]
    if view in ("mirrored", "views"):
        squares += [square.transpose(Image.Transpose.FLIP_LEFT_RIGHT) for square in squares]
    return np.stack([np.asarray(square) for square in squares])


def convert_to_srgb(picture):
    """RGB, alpha laid on white, by the picture's colour profile if it has one."""
    alpha = picture.convert("RGBA").getchannel("A") if picture.has_transparency_data else None
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I;16"):
        picture = Image.fromarray((np.asarray(picture) / 257 + 0.5).astype(np.uint8))
    plain = picture if picture.mode in ("L", "CMYK") and profile else picture.convert("RGB")
    with suppress(OSError, ImageCms.PyCMSError):  # one that is damaged or of another kind of picture is left out
        if profile:
            source, intent = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.Intent.RELATIVE_COLORIMETRIC
            target = ImageCms.createProfile("sRGB")
            plain = ImageCms.profileToProfile(plain, source, target, intent, outputMode="RGB")
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
