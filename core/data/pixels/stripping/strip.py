"""Choose by a file's first bytes how its metadata are taken out."""

from collections.abc import Callable

from PIL import ExifTags, Image

from core.data.pixels.opening.formats import open_picture
from core.data.pixels.picture_file import convert_picture_errors
from core.data.pixels.sniff import is_iso_media, looks_like_a_picture
from core.data.pixels.stripping.gif import strip_gif
from core.data.pixels.stripping.iso_media import strip_iso_media
from core.data.pixels.stripping.jpeg import strip_jpeg
from core.data.pixels.stripping.png import strip_png
from core.data.pixels.stripping.tiff import strip_tiff
from core.data.pixels.stripping.webp import strip_webp

Strip = Callable[[bytes, bytes], bytes]  # of a file and the EXIF that keeps its orientation, empty if it is upright


def strip_metadata(data: bytes, name: str) -> bytes:
    """The file of a picture without metadata but for its orientation and colours; any other file as it is.

    Raises:
        PictureError: the file is too damaged to tell what is metadata; the sentence calls it `name`.

    """
    strip = _find_strip(data)
    if strip is None:
        return data
    with convert_picture_errors(data, name):
        return strip(data, _make_orientation_exif(data))


def _find_strip(data: bytes) -> Strip | None:
    if not looks_like_a_picture(data):
        return None
    if is_iso_media(data):
        return strip_iso_media
    return next((strip for head, strip in _BY_HEAD.items() if data.startswith(head)), None)


_BY_HEAD: dict[bytes, Strip] = {
    b"\xff\xd8": strip_jpeg, b"\x89PNG": strip_png, b"GIF8": strip_gif, b"RIFF": strip_webp,
    b"II": strip_tiff, b"MM": strip_tiff,
}  # fmt: skip


def _make_orientation_exif(data: bytes) -> bytes:
    """EXIF that says nothing but how the picture lies; empty if it lies upright or that cannot be read."""
    if not any(mark in data for mark in (b"Exif", b"eXIf", b"EXIF", b"exif")):
        return b""
    orientation = _read_orientation(data)
    if orientation not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return exif.tobytes()


def _read_orientation(data: bytes) -> int:
    try:
        with open_picture(data) as opened:
            return int(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # as when it is shown: damaged EXIF is no reason to lose the picture
        return 1
