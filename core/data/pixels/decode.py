"""The one way a picture becomes pixels, for training and for prediction alike.

The rule: the first frame, made upright as its EXIF orientation says, in sRGB by its colour profile, alpha laid on
white, brought to a square as its `View` says with Pillow's BILINEAR filter (which averages when it shrinks).

What is decoded at a time in a process is bounded by `memory.budget`, whoever decodes. A picture that is
heavier than the whole budget is decoded in a process of its own, one at a time.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.data.pixels.memory import apart
from core.data.pixels.memory.budget import BUDGET
from core.data.pixels.memory.weight import weigh
from core.data.pixels.opening import upright
from core.data.pixels.opening.formats import can_be_read_smaller, open_picture
from core.data.pixels.picture_file import (
    MAX_BYTES,
    MAX_PIXELS,
    MIN_SIDE,
    PictureError,
    check_size,
    convert_picture_errors,
    make_out_of_memory_error,
    read,
)
from core.data.pixels.view import View, count_squares
from core.i18n import _

__all__ = [
    "MAX_BYTES",
    "RULE",
    "PictureError",
    "Pixels",
    "Size",
    "decode",
    "decode_and_show",
    "decode_squares",
    "decode_whole",
    "examine",
    "examine_and_show",
    "read",
]

RULE = 3  # goes up when the rule changes, so that pixels kept by an older rule are decoded again
ROOM = 3  # a JPEG is read at no less than this many times the wanted side: within 3 grey levels of reading it whole
MOST_SHOWN = 8_000_000  # pixels of a picture for showing
HEAVIEST = 2_000_000_000  # bytes that decoding one picture may take

Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # so that Pillow refuses by itself

Pixels = npt.NDArray[np.uint8]
R = TypeVar("R")


@dataclass(frozen=True)
class Size:
    width: int
    height: int


def decode(source: Path | bytes, size: int, view: View = View.STRETCH, *, name: str | None = None) -> Pixels:
    """The pixels of a picture by the one rule; of several views, those of the first.

    Args:
        source: the file, or its bytes.
        size: the side of the square in pixels.
        view: what the square shows of the picture.
        name: what to call the picture in an error; the file's own name by default.

    Returns:
        uint8 array of shape (size, size, 3), RGB, 0 to 255.

    Raises:
        PictureError: the file cannot be used; the sentence names it and the remedy.

    """
    header = _read_header(source, name, ROOM * size)
    square = header.run(
        _weigh_squares(header.opened, size, 1),
        lambda: upright.make_square(header.opened, size, view),
        lambda: apart.decode_apart(header.data, header.name, size, view),
    )
    return np.asarray(square)


def decode_squares(source: Path | bytes, size: int, view: View, *, name: str | None = None) -> Pixels:
    """All squares that a prediction is the mean of, uint8 (squares, size, size, 3); the first is that of `decode`.

    There is one, or two of a mirrored view, or six of several views: see `core.data.pixels.view.find_squares`.

    Raises:
        PictureError: the file cannot be used; the sentence names it and the remedy.

    """
    header = _read_header(source, name, ROOM * size)
    squares = header.run(
        _weigh_squares(header.opened, size, count_squares(view)),
        lambda: upright.make_squares(header.opened, size, view),
        lambda: apart.decode_squares_apart(header.data, header.name, size, view),
    )
    return _stack_squares(squares)


def decode_and_show(data: bytes, name: str, size: int, view: View, *, enough: int) -> tuple[Pixels, Image.Image]:
    """What `decode_squares` returns and a picture for showing as `decode_whole` makes it, decoded once.

    The squares are those of `decode_squares` to the last bit, so the picture comes with no more pixels than they need.

    Raises:
        PictureError: the file cannot be used; the sentence names it and the remedy.

    """
    header = _read_header(data, name, ROOM * size)
    times = _compute_shrinking(header.opened, enough)
    squares, shown = header.run(
        _weigh_squares(header.opened, size, count_squares(view)) + _weigh_shrunk(header.opened, times),
        lambda: (upright.make_squares(header.opened, size, view), upright.shrink(header.opened, times)),
        lambda: (apart.decode_squares_apart(data, name, size, view), apart.show_apart(data, name, enough)),
    )
    shown.info = {}
    return _stack_squares(squares), shown


def _weigh_squares(opened: Image.Image, size: int, squares: int) -> int:
    """Bytes of the picture as wide as each square and as high as it is, twice."""
    return 8 * size * max(opened.size) * squares


def _stack_squares(squares: Sequence[Image.Image]) -> Pixels:
    return np.stack([np.asarray(square) for square in squares])


def decode_whole(source: Path | bytes, *, enough: int, name: str | None = None) -> Image.Image:
    """The picture upright and in RGB, for showing and for comparing.

    It comes smaller than it is, but not with a side under `ROOM` times `enough` pixels unless it had more than
    `MOST_SHOWN` in all, and leaves the rest of the shrinking to whoever shows it.

    Raises:
        PictureError: the file cannot be used; the sentence names it and the remedy.

    """
    header = _read_header(source, name, ROOM * enough)
    times = _compute_shrinking(header.opened, enough)
    shown = header.run(
        _weigh_shrunk(header.opened, times),
        lambda: upright.shrink(header.opened, times),
        lambda: apart.show_apart(header.data, header.name, enough),
    )
    shown.info = {}  # comments and marks of the file are not for what is made of it
    return shown


def _compute_shrinking(opened: Image.Image, enough: int) -> int:
    """How many times smaller the picture comes."""
    pixels = opened.width * opened.height
    return max(1, min(opened.size) // (ROOM * enough), math.isqrt((pixels - 1) // MOST_SHOWN) + 1)


def _weigh_shrunk(opened: Image.Image, times: int) -> int:
    return 8 * opened.width * opened.height // times**2


def read_size(data: bytes, name: str) -> Size:
    """The width and height that the header tells, as the picture lies in its file.

    Raises:
        PictureError: the file cannot be used; the sentence names it and the remedy.

    """
    return Size(*_read_header(data, name, MIN_SIDE).full_size)


def examine(data: bytes, name: str) -> Size:
    """The upright width and height in pixels of a picture that decodes to its end.

    Raises:
        PictureError: the file cannot be used; the sentence names it and the remedy.

    """
    header = _read_header(data, name, MIN_SIDE)
    return Size(*header.run(0, lambda: _read_through(header), lambda: apart.measure_apart(data, name)))


def examine_and_show(data: bytes, name: str, *, enough: int) -> tuple[Size, Image.Image]:
    """What `examine` and `decode_whole` return, decoded once.

    Raises:
        PictureError: the file cannot be used; the sentence names it and the remedy.

    """
    header = _read_header(data, name, ROOM * enough)
    times = _compute_shrinking(header.opened, enough)
    return header.run(
        _weigh_shrunk(header.opened, times),
        lambda: (Size(*_read_through(header)), upright.shrink(header.opened, times)),
        lambda: (Size(*apart.measure_apart(data, name)), apart.show_apart(data, name, enough)),
    )


@dataclass(frozen=True)
class _Header:
    """A picture of which only the header was read.

    `full_size` is that in the file, of which a JPEG may be read smaller; `weight` the bytes that reading it takes.
    """

    data: bytes
    name: str
    opened: Image.Image
    full_size: tuple[int, int]
    weight: int

    def run(self, more: int, here: Callable[[], R], away: Callable[[], R]) -> R:
        """Decode within the budget of this process or, what is heavier than all of it, in a process of its own.

        `more` is what is made of the pixels, in bytes.
        """
        weight = self.weight + more
        if weight > BUDGET.total:
            return away()
        with BUDGET.take(weight), convert_picture_errors(self.data, self.name):
            return here()


def _read_header(source: Path | bytes, name: str | None, side: int) -> _Header:
    """Refuse what is no picture, too large or too small; have a JPEG read with no side under `side` pixels."""
    if name is None:
        name = source.name if isinstance(source, Path) else _("The picture")
    data = read(source, name)
    with convert_picture_errors(data, name):
        opened = open_picture(data)
        check_size(opened, name)
        full_size = opened.size
        if weigh(opened, full_size) > HEAVIEST:  # of the whole picture, so that whoever asks gets the same answer
            raise make_out_of_memory_error(name)
        if can_be_read_smaller(opened, data):
            opened.draft(None, (side, side))
        return _Header(data, name, opened, full_size, weigh(opened, full_size))


def _read_through(header: _Header) -> tuple[int, int]:
    """Read all pixels; return the upright size, which some formats tell only then."""
    opened = header.opened
    drafted = opened.size != header.full_size
    opened.load()
    upright.check_convertible(opened)
    width, height = header.full_size if drafted else opened.size
    return (height, width) if upright.is_sideways(opened) else (width, height)
