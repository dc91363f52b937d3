"""The pixels of an opened picture upright and in RGB, alpha laid on white: a band of rows at a time.

A picture of 100 megapixels takes 400 MB once it is decoded. Turned, laid on white and converted as a whole, it would
take that five times over; done band by band, it takes a few megabytes more, and every pixel is the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from PIL import ExifTags, Image

from core.data.pixels.opening.colours import read_colours, to_rgb
from core.data.pixels.opening.formats import drop_xmp
from core.data.pixels.opening.gif_canvas import fill_canvas
from core.data.pixels.view import Square, View, find_region, find_squares

BAND = 500_000  # pixels that are converted at a time
BAND_BYTES = 28 * BAND  # of all copies of a band, at most
FILTER = Image.Resampling.BILINEAR  # it averages when it shrinks
AROUND = (127, 127, 127)  # a letterboxed picture; nothing to a network that subtracts the mean

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = (5, 6, 7, 8)  # the rows of the upright picture are columns of the one that lies
_FROM_THE_END = (3, 4, 7, 8)  # the first row of the upright picture is the last row or column of the one that lies

Box = tuple[int, int, int, int]


def is_sideways(opened: Image.Image) -> bool:
    """Whether width and height of the upright picture are the other way round."""
    return _read_orientation(opened) in _SIDEWAYS


def make_square(opened: Image.Image, size: int, view: View = View.STRETCH) -> Image.Image:
    """What the view shows of the picture as `size` x `size` pixels, by Pillow's BILINEAR filter."""
    (square,) = _make(opened, size, lambda width, height: (Square(find_region(view, width, height, size)),))
    return square


def make_squares(opened: Image.Image, size: int, view: View) -> list[Image.Image]:
    """All squares of the view, see `find_squares`."""
    return _make(opened, size, lambda width, height: find_squares(view, width, height, size))


def _make(opened: Image.Image, size: int, find: Callable[[int, int], Sequence[Square]]) -> list[Image.Image]:
    """The squares that are found in a picture of its width and height.

    Pillow stretches the rows first and then the columns, so that the rows can be stretched a band at a time.
    """
    bands = _read_bands(opened)
    band = next(bands)
    width, height = band.width, _compute_height(opened)
    frames = [_Frame.around(square, width, height, size) for square in find(width, height)]
    if band.height == height:  # Pillow may also begin with the columns, which rounds otherwise
        return [frame.place(band.resize(frame.shape, FILTER, frame.box)) for frame in frames]
    rows = [[frame.stretch_rows(band)] for frame in frames]
    del band  # it weighs as much as the one that is read next
    for band in bands:
        for frame, above in zip(frames, rows, strict=True):
            above.append(frame.stretch_rows(band))
    return [frame.place(frame.stretch_columns(_stack(above))) for frame, above in zip(frames, rows, strict=True)]


@dataclass(frozen=True)
class _Frame:
    """Where a part of a picture lies in a square.

    `box` is the part in pixels of the picture, `shape` its width and height in the square, `corner` its upper left.
    """

    size: int
    box: tuple[float, float, float, float]
    shape: tuple[int, int]
    corner: tuple[int, int]
    mirrored: bool

    @classmethod
    def around(cls, square: Square, width: int, height: int, size: int) -> Self:
        region = square.region
        box = max(region.left, 0), max(region.top, 0), min(region.right, width), min(region.bottom, height)
        across, down = size / region.width, size / region.height
        return cls(
            size,
            box,
            (round((box[2] - box[0]) * across), round((box[3] - box[1]) * down)),
            (round((box[0] - region.left) * across), round((box[1] - region.top) * down)),
            square.mirrored,
        )

    def stretch_rows(self, band: Image.Image) -> Image.Image:
        return band.resize((self.shape[0], band.height), FILTER, (self.box[0], 0, self.box[2], band.height))

    def stretch_columns(self, rows: Image.Image) -> Image.Image:
        return rows.resize(self.shape, FILTER, (0, self.box[1], rows.width, self.box[3]))

    def place(self, part: Image.Image) -> Image.Image:
        """The square with this part of the picture in it, grey around."""
        whole = part
        if self.shape != (self.size, self.size):
            whole = Image.new("RGB", (self.size, self.size), AROUND)
            whole.paste(part, self.corner)
        return whole.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if self.mirrored else whole


def _compute_height(opened: Image.Image) -> int:
    """Of the upright picture."""
    return opened.width if is_sideways(opened) else opened.height


def shrink(opened: Image.Image, times: int) -> Image.Image:
    """The picture with the mean of `times` x `times` pixels in place of each such block."""
    return _stack([band.reduce(times) if times > 1 else band for band in _read_bands(opened, times)])


def _stack(bands: Sequence[Image.Image]) -> Image.Image:
    """One picture of bands of the same width, from the top down."""
    if len(bands) == 1:
        return bands[0]
    whole, top = Image.new("RGB", (bands[0].width, sum(band.height for band in bands))), 0
    for band in bands:
        whole.paste(band, (0, top))
        top += band.height
    return whole


def check_convertible(opened: Image.Image) -> None:
    """Raise what converting the picture would raise.

    Raises:
        UnknownScaleError: nobody knows how bright its pixels are.
        ValueError: Pillow cannot convert its colours.

    """
    to_rgb(opened.crop((0, 0, 1, 1)), read_colours(opened))


def _read_orientation(opened: Image.Image) -> int:
    """How the picture lies, from 1 (upright) to 8, as its EXIF says; XMP has no say, as in browsers and libvips."""
    drop_xmp(opened)
    try:
        return int(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # damaged EXIF is no reason to lose the picture: it is shown as it lies
        return 1


def _read_bands(opened: Image.Image, multiple: int = 1) -> Iterator[Image.Image]:
    """The bands of the upright picture from the top down; all but the last have a multiple of `multiple` rows."""
    opened.load()
    turned = _read_orientation(opened)
    opened = fill_canvas(opened)
    colours = read_colours(opened)
    width, height = opened.size[::-1] if turned in _SIDEWAYS else opened.size
    rows = max(1, BAND // (width * multiple)) * multiple
    for top in range(0, height, rows):
        band = opened.crop(_compute_box(opened.size, turned, top, min(top + rows, height))) if rows < height else opened
        yield to_rgb(band.transpose(_TURNS[turned]) if turned in _TURNS else band, colours)


def _compute_box(size: tuple[int, int], turned: int, top: int, bottom: int) -> Box:
    """Where the rows from `top` to `bottom` of the upright picture are in the one that lies."""
    width, height = size
    length = width if turned in _SIDEWAYS else height
    first, last = (length - bottom, length - top) if turned in _FROM_THE_END else (top, bottom)
    return (first, 0, last, height) if turned in _SIDEWAYS else (0, first, width, last)
