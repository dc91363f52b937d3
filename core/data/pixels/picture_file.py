"""A picture's file: its bytes, and what is wrong with it in one sentence."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from core.data.pixels.sniff import FILMS, find_lab_depth, looks_like_a_picture, name_unsupported_format
from core.errors import InputError
from core.i18n import N_

MIN_SIDE = 8  # pixels
MAX_SIDE = 200_000  # pixels; of a longer one, a square alone would take hundreds of megabytes
MAX_PIXELS = 100_000_000
MAX_BYTES = 500_000_000
LAB_BITS = 8  # of a channel in L*a*b*: no decoder that installs with the requirements reads 16
_TEXT_BOMBS = ("MAX_TEXT_CHUNK", "MAX_TEXT_MEMORY")  # what Pillow says of them


class PictureError(InputError):
    """A file that cannot be used as a picture; `kind` says in which way, for programs."""

    def __init__(self, kind: str, text: str, **values: Any) -> None:
        super().__init__(text, **values)
        self.kind = kind


class UnknownScaleError(ValueError):
    """Pixels of which nobody knows what is black and what is white."""


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


def check_size(opened: Image.Image, name: str) -> None:
    """Refuse a picture that is too large or too small, from its header alone.

    Raises:
        PictureError: it is.

    """
    width, height = opened.size
    if width * height > MAX_PIXELS:
        raise _make_too_large_error(name)
    if max(width, height) > MAX_SIDE:
        raise PictureError(
            "too_large",
            N_("{file} is {width} x {height} pixels, and no side may have more than {most}. Cut it into pieces."),
            file=name,
            width=width,
            height=height,
            most=f"{MAX_SIDE:,}",
        )
    if min(width, height) < MIN_SIDE:
        raise PictureError(
            "too_small",
            N_("{file} is only {width} x {height} pixels. Use pictures of at least {least} x {least}."),
            file=name,
            width=width,
            height=height,
            least=MIN_SIDE,
        )


@contextmanager
def convert_picture_errors(data: bytes, name: str) -> Iterator[None]:
    """Turn whatever Pillow raises on foreign bytes into a sentence."""
    try:
        yield
    except PictureError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _make_too_large_error(name) from error
    except UnidentifiedImageError as error:
        raise _make_not_an_image_error(data, name) from error
    except MemoryError:
        raise
    except Exception as error:  # a decoder that meets damaged bytes raises nearly anything
        raise _make_broken_error(error, name) from error


def make_out_of_memory_error(name: str) -> PictureError:
    """What to raise where there is too little memory for a picture."""
    text = N_("{file} takes more memory to decode than this machine can give. Make it smaller.")
    return PictureError("too_large", text, file=name)


def _make_not_an_image_error(data: bytes, name: str) -> PictureError:
    if (bits := find_lab_depth(data)) and bits > LAB_BITS:
        text = N_("{file} is in L*a*b* with {bits} bits, and {read} are read. Save it as RGB, or with {read} bits.")
        return PictureError("unreadable", text, file=name, bits=bits, read=LAB_BITS)
    if looks_like_a_picture(data):
        return PictureError(
            "unreadable", N_("{file} begins like a picture but is damaged. Save or download it again."), file=name
        )
    format_ = name_unsupported_format(data)
    if format_ in FILMS:
        text = N_("{file} is a film ({format}). Save some of its pictures as JPEG or PNG.")
        return PictureError("not_an_image", text, file=name, format=format_)
    if format_:
        return PictureError(
            "not_an_image",
            N_("{file} is {format}, which cannot be read. Save it as JPEG or PNG."),
            file=name,
            format=format_,
        )
    text = N_("{file} is not a picture. Use JPEG, PNG, WebP, HEIC, AVIF, BMP, GIF or TIFF files.")
    return PictureError("not_an_image", text, file=name)


def _make_broken_error(error: Exception, name: str) -> PictureError:
    if any(words in str(error) for words in _TEXT_BOMBS):
        text = N_("{file} holds a text or profile that unpacks to far too much. Save it again without it.")
        return PictureError("unreadable", text, file=name)
    if "truncated" in str(error) or isinstance(error, EOFError):
        return PictureError(
            "truncated", N_("{file} ends too early: a part of it is missing. Copy or download it again."), file=name
        )
    if isinstance(error, UnknownScaleError):
        text = N_("{file} has 32-bit pixels, and nothing says how bright they are. Save it with 8 or 16 bits.")
        return PictureError("unreadable", text, file=name)
    return PictureError("unreadable", N_("{file} is damaged and cannot be decoded. Save it again."), file=name)


def _make_too_large_error(name: str) -> PictureError:
    return PictureError(
        "too_large", N_("{file} has more than 100 megapixels. Make it smaller before you add it."), file=name
    )
