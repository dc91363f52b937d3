"""How much memory a picture takes while it is decoded, from its header and before its pixels are read.

Measured with Pillow 13, and rounded up: what a decoder keeps besides the picture itself depends on the format.
"""

from collections.abc import Callable, Mapping

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import BITSPERSAMPLE, TILELENGTH, TILEWIDTH, TiffImageFile

from core.data.pixels.opening.gif_canvas import leaves_canvas_free
from core.data.pixels.opening.upright import BAND, BAND_BYTES

_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16L": 2, "I;16B": 2, "I;16N": 2}  # of a pixel in memory; else 4


def weigh(opened: Image.Image, full_size: tuple[int, int]) -> int:
    """Bytes that reading the pixels takes at most, with the picture itself.

    Args:
        opened: the picture, of which only the header was read.
        full_size: its width and height before `draft` made them smaller.

    """
    width, height = opened.size
    pixels = width * height
    own = pixels * _BYTES.get(opened.mode, 4)
    decoder = _OF_DECODERS.get(str(opened.format), _weigh_rows)(opened, full_size[0] * full_size[1])
    return own + decoder + min(BAND_BYTES, BAND_BYTES * pixels // BAND)


def _weigh_rows(_opened: Image.Image, _pixels: int) -> int:
    """A few rows at a time."""
    return 0


def _weigh_jpeg(opened: Image.Image, pixels: int) -> int:
    """Of a progressive one all coefficients, two bytes each, however small it is wanted."""
    if not isinstance(opened, JpegImageFile) or not opened.info.get("progressive"):
        return 0
    layers = [(across, down) for _number, across, down, _table in opened.layer]
    finest = max(across for across, _ in layers) * max(down for _, down in layers)
    return 2 * pixels * sum(across * down for across, down in layers) // finest


def _weigh_webp(_opened: Image.Image, pixels: int) -> int:
    """Two frames of the animation that it might be, and a copy of the first."""
    return 12 * pixels


def _weigh_gif(opened: Image.Image, pixels: int) -> int:
    """What the first frame is to be replaced with; where it does not cover its canvas, that and copies."""
    return 17 * pixels if leaves_canvas_free(opened) else pixels


def _weigh_avif(_opened: Image.Image, pixels: int) -> int:
    """The planes of the frame, up to two bytes a sample, and two copies of it in RGB with alpha."""
    return 12 * pixels


def _weigh_tiff(opened: Image.Image, pixels: int) -> int:
    """A strip, which may be the whole picture, or a tile, which may be larger; or the picture before it was turned."""
    if not isinstance(opened, TiffImageFile):
        return 0
    tags = opened.tag_v2
    tile = int(tags.get(TILEWIDTH, 0)) * int(tags.get(TILELENGTH, 0))
    return max(max(pixels, tile) * sum(tags.get(BITSPERSAMPLE, (8,))) // 8, 4 * pixels)


_OF_DECODERS: Mapping[str, Callable[[Image.Image, int], int]] = {
    "JPEG": _weigh_jpeg, "MPO": _weigh_jpeg, "WEBP": _weigh_webp, "GIF": _weigh_gif, "TIFF": _weigh_tiff,
    "AVIF": _weigh_avif, "HEIF": _weigh_avif,
}  # fmt: skip
