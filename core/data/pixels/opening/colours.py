"""From the colours of a file to sRGB: what its numbers mean is read once from an opened picture, then applied to bands.

Deep grey is scaled to 8 bits, white-is-zero turned round, a colour profile applied, CMYK and CIE L*a*b* converted, and
whatever is transparent laid on white. The results agree with those of libvips.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms
from PIL.TiffImagePlugin import BITSPERSAMPLE, PHOTOMETRIC_INTERPRETATION, TiffImageFile

from core.data.pixels.picture_file import UnknownScaleError

# Of ink without a profile: the table to L*a*b* of Graeme W. Gill's "Chemical proof" (public domain), as libvips has it.
INK_PROFILE = Path(__file__).with_name("ink.icc")
_MODES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}  # of pixels that a profile of such a space describes
_PROFILES = 32  # transforms that are kept; a camera has one profile, a collection few
_GRID = 9  # colours an axis, to see whether a profile changes any
_NOTICEABLE = 1  # levels of 255
_MOST_EXACT = 2_000_000  # pixels of ink, which take a second; more of them are converted by a coarser table
_NOT_OPTIMISED = 0x0100  # of LittleCMS: every pixel goes through the profile's own table
_WHITE = (0.95047, 1.0, 1.08883)  # of sRGB, as XYZ
_XYZ_TO_LINEAR = np.array([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]])

Grey = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.floating[Any]]
Transform = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True)
class Colours:
    """What the numbers of a picture mean.

    Attributes:
        most: the number that is white, of grey with more than 8 bits.
        white_is_zero: whether that grey is to be turned round.
        transparent: the number of that grey that is transparent, if one is.
        opaque: whether the alpha that the file seems to have is none.
        profile: the ICC profile, if there is one.
        exact: whether ink without a profile is converted exactly, which is slow.

    """

    most: int = 65535
    white_is_zero: bool = False
    transparent: int | None = None
    opaque: bool = False
    profile: bytes | None = None
    exact: bool = True


def read_colours(opened: Image.Image) -> Colours:
    """Of a picture whose pixels are read."""
    if opened.mode.startswith("I;16"):
        return _read_deep_grey(opened)
    return Colours(
        opaque=_has_empty_alpha(opened),
        profile=opened.info.get("icc_profile"),
        exact=opened.width * opened.height <= _MOST_EXACT,
    )


def _read_deep_grey(opened: Image.Image) -> Colours:
    transparent = opened.info.get("transparency")
    tags: Any = opened.tag_v2 if isinstance(opened, TiffImageFile) else {}
    return Colours(
        most=4095 if tags.get(BITSPERSAMPLE) == (12,) else 65535,
        white_is_zero=tags.get(PHOTOMETRIC_INTERPRETATION) == 0,
        transparent=transparent if isinstance(transparent, int) else None,
        profile=opened.info.get("icc_profile"),
    )


def _has_empty_alpha(opened: Image.Image) -> bool:
    """Whether a BMP has a fourth byte that nobody wrote, so that its whole picture would be transparent."""
    return opened.format == "BMP" and opened.mode == "RGBA" and opened.getchannel("A").getbbox() is None


def to_rgb(band: Image.Image, colours: Colours) -> Image.Image:
    """Some rows of the picture in sRGB, on white.

    Raises:
        UnknownScaleError: nobody knows how bright its pixels are.
        ValueError: Pillow cannot convert its colours.

    """
    if band.mode in ("I", "F"):
        raise UnknownScaleError(band.mode)
    alpha = None if colours.opaque else _read_alpha(band, colours)
    rgb = _to_opaque_rgb(band, colours)
    if alpha is None:
        return rgb
    return Image.composite(rgb, Image.new("RGB", rgb.size, "white"), alpha)


def _read_alpha(band: Image.Image, colours: Colours) -> Image.Image | None:
    if band.mode.startswith("I;16"):
        if colours.transparent is None:
            return None
        return Image.fromarray(np.where(np.asarray(band) == colours.transparent, 0, 255).astype(np.uint8))
    return band.convert("RGBA").getchannel("A") if band.has_transparency_data else None


def _to_opaque_rgb(band: Image.Image, colours: Colours) -> Image.Image:
    if band.mode.startswith("I;16"):
        band = _to_eight_bits(band, colours)
    if band.mode == "LAB":
        return _convert_lab(band)
    plain = _drop_alpha(band)
    return _find_transform(plain.mode, colours)(plain)


def _drop_alpha(band: Image.Image) -> Image.Image:
    """The same colours without alpha or a palette; grey stays grey and ink stays ink."""
    if band.mode in ("L", "RGB", "CMYK"):
        return band
    if band.mode in ("LA", "1"):
        return band.convert("L")
    return (band.convert("RGBA") if band.has_transparency_data else band).convert("RGB")


def _to_eight_bits(grey: Image.Image, colours: Colours) -> Image.Image:
    """0 to `most` becomes 0 to 255; Pillow's own conversion would clip instead."""
    scaled: Grey = (np.asarray(grey).astype(np.float32) * (255 / colours.most) + 0.5).clip(0, 255).astype(np.uint8)
    return Image.fromarray(255 - scaled if colours.white_is_zero else scaled)


def _find_transform(mode: str, colours: Colours) -> Transform:
    """What makes sRGB of pixels of a mode; a profile that is damaged or of another space is as none."""
    made = make_transform(colours.profile, mode) if colours.profile else None
    if made is None and mode == "CMYK":
        made = make_transform(_read_ink_profile(), mode, _NOT_OPTIMISED if colours.exact else 0)
    return made or _convert_plainly


def _convert_plainly(band: Image.Image) -> Image.Image:
    return band.convert("RGB")


@lru_cache(maxsize=_PROFILES)
def make_transform(profile: bytes, mode: str, flags: int = 0) -> Transform | None:
    """From pixels of `mode` (L, RGB or CMYK) to sRGB by an ICC profile; None if it changes nothing or is no use."""
    try:
        described = ImageCms.ImageCmsProfile(BytesIO(profile))
        if _MODES.get(described.profile.xcolor_space) != mode:
            return None
        srgb = ImageCms.createProfile("sRGB")
        relative = ImageCms.Intent.RELATIVE_COLORIMETRIC
        transform = ImageCms.buildTransform(described, srgb, mode, "RGB", relative, flags=ImageCms.Flags(flags))
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError):
        return None

    def apply(band: Image.Image) -> Image.Image:
        converted = transform.apply(band)
        converted.info.pop("icc_profile", None)
        return converted

    return apply if mode == "CMYK" or _changes_colours(apply, mode) else None


def _changes_colours(transform: Transform, mode: str) -> bool:
    levels = np.linspace(0, 255, _GRID).round()
    axes = np.meshgrid(*[levels] * len(mode), indexing="ij")
    grid = Image.fromarray(np.stack(axes, axis=-1).reshape(-1, _GRID, len(mode)).squeeze().astype(np.uint8))
    plain, converted = (np.asarray(image, dtype=int) for image in (grid.convert("RGB"), transform(grid)))
    return bool(abs(plain - converted).max() > _NOTICEABLE)


@cache
def _read_ink_profile() -> bytes:
    return INK_PROFILE.read_bytes()


def _convert_lab(band: Image.Image) -> Image.Image:
    """CIE L*a*b* of 8 bits, a* and b* with a sign, to sRGB."""
    numbers = np.asarray(band)
    light = numbers[..., 0].astype(np.float32) * (100 / 255)
    a, b = (numbers[..., place].view(np.int8).astype(np.float32) for place in (1, 2))
    middle = (light + 16) / 116
    xyz = np.stack([_undo_cube_root(f) for f in (middle + a / 500, middle, middle - b / 200)], axis=-1)
    linear = (xyz * _WHITE) @ _XYZ_TO_LINEAR.T
    return Image.fromarray((_encode_gamma(linear.clip(0, 1)) * 255 + 0.5).astype(np.uint8))


def _undo_cube_root(f: Numbers) -> Numbers:
    cubed: Numbers = np.where(f > 6 / 29, f**3, (f - 4 / 29) * 3 * (6 / 29) ** 2)
    return cubed


def _encode_gamma(linear: Numbers) -> Numbers:
    encoded: Numbers = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear.clip(1e-9) ** (1 / 2.4) - 0.055)
    return encoded
