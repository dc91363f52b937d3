"""Open a picture in one of the formats that are read, with Pillow's header put right where it differs from the file's.

Only the header is read here. `core.data.pixels.opening.colours` says what its pixels mean.
"""

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, TiffImagePlugin
from PIL.PngImagePlugin import PngImageFile

from core.data.pixels.opening.quiet import silence_decoders
from core.data.pixels.sniff import is_iso_media

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF", "AVIF", "HEIF")  # Pillow opens a phone's MPO as a JPEG
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # of a JPEG
_LOSSLESS = (0xC3, 0xC7, 0xCB, 0xCF)
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))  # markers without a length
_DEEPER_RAW = {"L;2": 85, "L;4": 17}  # how Pillow multiplies the values of a grey PNG of few bits
_ISO_HEAD = 65_536  # bytes, in which the properties of a HEIC or AVIF lie
_II, _MM = b"II", b"MM"
_XMP = ("xmp", "XML:com.adobe.xmp")

silence_decoders()


def open_picture(data: bytes) -> Image.Image:
    """The picture with its header read, not its pixels; raises what Pillow raises."""
    _extend_tiff()
    if is_iso_media(data):
        _check_iso_size(data)
        _register_heif()
    formats = [name for name in FORMATS if name != "HEIF" or is_iso_media(data)]  # which is not registered before
    opened = Image.open(BytesIO(data), formats=formats)
    _scale_transparent_colour(opened)
    drop_xmp(opened)
    return opened


def drop_xmp(opened: Image.Image) -> None:
    """Forget the XMP that was read so far: Pillow takes an orientation from it, which browsers and libvips do not."""
    for name in _XMP:
        opened.info.pop(name, None)


def can_be_read_smaller(opened: Image.Image, data: bytes) -> bool:
    """Whether `draft` works: not for a lossless JPEG, which has no frequencies to leave out."""
    return opened.format in ("JPEG", "MPO") and _find_frame_header(data) not in _LOSSLESS


def _find_frame_header(data: bytes) -> int | None:
    """The kind of a JPEG by its frame header, 0xC0 to 0xCF."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker in _FRAME_HEADERS:
            return marker
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _check_iso_size(data: bytes) -> None:
    """Its decoders call a HEIC or AVIF damaged that says to be huge."""
    at = data.find(b"ispe", 0, _ISO_HEAD)
    while at >= 0:
        Image._decompression_bomb_check((_read_number(data, at + 8), _read_number(data, at + 12)))
        at = data.find(b"ispe", at + 4, _ISO_HEAD)


def _read_number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


@cache
def _register_heif() -> None:
    """Loading the library takes a quarter of a second, and most people have no HEIC."""
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


@cache
def _extend_tiff() -> None:
    """Grey TIFFs that Pillow could decode and does not list: 12 bits in both orders, and white as zero."""
    one, plain, none = (1,), 1, ()
    known: dict[Any, tuple[str, str]] = TiffImagePlugin.OPEN_INFO
    for order in (_II, _MM):
        for photometric in (0, 1):
            known.setdefault((order, photometric, one, plain, (12,), none), ("I;16", "I;12"))
    known.setdefault((_MM, 0, one, plain, (16,), none), ("I;16B", "I;16B"))
    known.setdefault((_II, 0, one, plain, (16,), none), ("I;16", "I;16"))


def _scale_transparent_colour(opened: Image.Image) -> None:
    """Pillow scales the pixels of a PNG to 8 bits and not the colour that is transparent."""
    colour = opened.info.get("transparency")
    if not isinstance(opened, PngImageFile) or colour is None:
        return
    raw = str(opened.tile[0].args) if opened.tile else ""
    if raw in _DEEPER_RAW and isinstance(colour, int):
        opened.info["transparency"] = colour * _DEEPER_RAW[raw]
    elif raw == "RGB;16B" and isinstance(colour, tuple):
        opened.info["transparency"] = tuple(part >> 8 for part in colour)
