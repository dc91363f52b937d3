"""The one way a picture becomes pixels, for training and for prediction alike.

The rule: the first frame, made upright as its EXIF orientation says, alpha laid on white, in RGB, stretched to a square
with Pillow's BILINEAR filter (which averages when it shrinks). Colour profiles are not applied.
"""

import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image, UnidentifiedImageError

from core.data.pixels.sniff import looks_like_a_picture, unsupported
from core.errors import InputError
from core.i18n import N_, _

RULE = 1  # goes up when the rule changes, so that pixels kept by an older rule are decoded again
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")  # Pillow opens a phone's MPO as a JPEG
MIN_SIDE = 8  # pixels
MAX_PIXELS = 100_000_000
MAX_BYTES = 500_000_000
ROOM = 3  # a JPEG is read at no less than this many times the wanted side: within 3 grey levels of reading it whole

# Pillow then stops at our limit by itself, from the header and before it takes memory.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Pixels = npt.NDArray[np.uint8]


class PictureError(InputError):
    """A file that cannot be used as a picture; `kind` says in which way, for programs."""

    def __init__(self, kind: str, text: str, **values: Any) -> None:
        super().__init__(text, **values)
        self.kind = kind


class _NoScaleError(ValueError):
    """Pixels of which nobody knows what is black and what is white."""


@dataclass(frozen=True)
class Size:
    width: int
    height: int


def decode(source: Path | bytes, size: int, *, name: str | None = None) -> Pixels:
    """The pixels of a picture by the one rule.

    Args:
        source: the file, or its bytes.
        size: the side of the square in pixels.
        name: what to call the picture in an error; the file's own name by default.

    Returns:
        uint8 array of shape (size, size, 3), RGB, 0 to 255.

    Raises:
        PictureError: the file cannot be used; the sentence names it and the remedy.

    """
    upright = picture(source, name=name, enough=size)
    return np.asarray(upright.resize((size, size), Image.Resampling.BILINEAR))


def picture(source: Path | bytes, *, name: str | None = None, enough: int | None = None) -> Image.Image:
    """The picture upright and in RGB, for showing.

    With `enough` (pixels) a JPEG may come smaller than it is, but never with a side under `ROOM` times `enough`: that
    is up to four times as fast and leaves the shrinking to the resize rule.

    Raises:
        PictureError: the file cannot be used; the sentence names it and the remedy.

    """
    shown = _shown(source, name)
    data = read(source, shown)
    with _as_sentences(data, shown):
        opened = Image.open(BytesIO(data), formats=FORMATS)
        _check_size(opened, shown)
        if enough:
            opened.draft(None, (ROOM * enough, ROOM * enough))
        opened.load()
        return _rgb(_upright(opened))


def examine(data: bytes, name: str) -> Size:
    """The upright width and height in pixels of a picture that decodes to its end.

    Raises:
        PictureError: the file cannot be used; the sentence names it and the remedy.

    """
    with _as_sentences(data, name):
        opened = Image.open(BytesIO(data), formats=FORMATS)
        _check_size(opened, name)
        whole = opened.size
        smaller = opened.draft(None, (MIN_SIDE, MIN_SIDE)) is not None
        opened.load()
        _rgb(opened)
        width, height = whole if smaller else opened.size
        return Size(height, width) if _orientation(opened) >= 5 else Size(width, height)


def read(source: Path | bytes, name: str) -> bytes:
    """The bytes of a file that is neither empty nor huge.

    Raises:
        PictureError: it is empty, huge, gone or may not be read.

    """
    data = source if isinstance(source, bytes) else _read_file(source, name)
    if not data:
        raise PictureError("empty", N_("{file} is empty. Copy it again from where it came from."), file=name)
    return data


def _read_file(path: Path, name: str) -> bytes:
    try:
        found = path.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISFIFO(found.st_mode)):  # a pipe may come from another program
            raise PictureError("not_an_image", N_("{file} is no file. Name the pictures themselves."), file=name)
        if found.st_size > MAX_BYTES:
            raise PictureError(
                "too_large", N_("{file} is larger than 500 MB. Save it smaller, or remove it."), file=name
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise PictureError("missing", N_("{file} is not there. Check its name, or put it back."), file=name) from error
    except OSError as error:
        raise PictureError(
            "unreadable", N_("{file} cannot be opened. Check that you may read it."), file=name
        ) from error


def _shown(source: Path | bytes, name: str | None) -> str:
    if name is not None:
        return name
    return source.name if isinstance(source, Path) else _("The picture")


@contextmanager
def _as_sentences(data: bytes, name: str) -> Iterator[None]:
    """Whatever Pillow raises on foreign bytes becomes a sentence."""
    try:
        yield
    except PictureError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_large(name) from error
    except UnidentifiedImageError as error:
        raise _not_an_image(data, name) from error
    except MemoryError:
        raise
    except Exception as error:  # a decoder that meets damaged bytes raises nearly anything
        raise _broken(error, name) from error


def _not_an_image(data: bytes, name: str) -> PictureError:
    if looks_like_a_picture(data):
        return PictureError(
            "unreadable", N_("{file} begins like a picture but is damaged. Save or download it again."), file=name
        )
    if format_ := unsupported(data):
        return PictureError(
            "not_an_image",
            N_("{file} is {format}, which cannot be read. Save it as JPEG or PNG."),
            file=name,
            format=format_,
        )
    return PictureError(
        "not_an_image", N_("{file} is not a picture. Use JPEG, PNG, WebP, BMP, GIF or TIFF files."), file=name
    )


def _broken(error: Exception, name: str) -> PictureError:
    if "truncated" in str(error) or isinstance(error, EOFError):
        return PictureError(
            "truncated", N_("{file} ends too early: a part of it is missing. Copy or download it again."), file=name
        )
    if isinstance(error, _NoScaleError):
        text = N_("{file} has 32-bit pixels, and nothing says how bright they are. Save it with 8 or 16 bits.")
        return PictureError("unreadable", text, file=name)
    return PictureError("unreadable", N_("{file} is damaged and cannot be decoded. Save it again."), file=name)


def _too_large(name: str) -> PictureError:
    return PictureError(
        "too_large", N_("{file} has more than 100 megapixels. Make it smaller before you add it."), file=name
    )


def _check_size(opened: Image.Image, name: str) -> None:
    width, height = opened.size
    if width * height > MAX_PIXELS:
        raise _too_large(name)
    if min(width, height) < MIN_SIDE:
        raise PictureError(
            "too_small",
            N_("{file} is only {width} x {height} pixels. Use pictures of at least {least} x {least}."),
            file=name,
            width=width,
            height=height,
            least=MIN_SIDE,
        )


def _orientation(opened: Image.Image) -> int:
    try:
        return int(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # damaged EXIF is no reason to lose the picture: it is shown as it lies
        return 1


def _upright(opened: Image.Image) -> Image.Image:
    turn = _TURNS.get(_orientation(opened))
    return opened if turn is None else opened.transpose(turn)


def _rgb(opened: Image.Image) -> Image.Image:
    if opened.mode.startswith("I;16"):
        return _eight_bits(opened).convert("RGB")
    if opened.mode in ("I", "F"):
        raise _NoScaleError(opened.mode)
    if not opened.has_transparency_data:
        return opened.convert("RGB")
    with_alpha = opened.convert("RGBA")
    white = Image.new("RGBA", with_alpha.size, "white")
    return Image.alpha_composite(white, with_alpha).convert("RGB")


def _eight_bits(grey: Image.Image) -> Image.Image:
    """0..65535 to 0..255; Pillow's own conversion would clip instead."""
    return Image.fromarray((np.asarray(grey).astype(np.float32) / 257 + 0.5).astype(np.uint8))
