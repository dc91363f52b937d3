"""The canvas of a GIF around a first frame that does not cover it.

Pillow fills it with the first colour of the palette. Here it is what libvips shows: white, as all that is transparent,
where a frame of the file has a transparent colour, else black.
"""

from io import BytesIO

from PIL import Image
from PIL.GifImagePlugin import GifImageFile

_CONTROL = b"\x21\xf9\x04"  # a graphic control extension, and the length of its only block


def leaves_canvas_free(opened: Image.Image) -> bool:
    """Whether this is a GIF whose first frame does not cover its canvas."""
    return isinstance(opened, GifImageFile) and opened.dispose_extent not in (None, (0, 0, *opened.size))


def fill_canvas(opened: Image.Image) -> Image.Image:
    """The picture on its canvas; the same picture where it covers it. Its pixels have to be read."""
    if not isinstance(opened, GifImageFile) or not leaves_canvas_free(opened):
        return opened
    box = opened.dispose_extent
    frame = opened.crop(box).convert("RGBA")
    has_transparent_frame = _has_transparent_frame(opened)
    canvas = Image.new("RGB", opened.size, "white" if has_transparent_frame else "black")
    canvas.paste(Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame).convert("RGB"), box)
    return canvas


def _has_transparent_frame(opened: GifImageFile) -> bool:
    if opened.has_transparency_data:
        return True
    file = opened.fp
    return isinstance(file, BytesIO) and _names_transparent_colour(file.getvalue())


def _names_transparent_colour(data: bytes) -> bool:
    """Whether a graphic control extension has the flag; the bytes that look like one end with a zero as it does."""
    at = data.find(_CONTROL)
    while at >= 0:
        if data[at + 3 : at + 4] and data[at + 3] & 1 and data[at + 7 : at + 8] == b"\0":
            return True
        at = data.find(_CONTROL, at + 1)
    return False
