"""What a file is by its first bytes or its header, where the decoder cannot tell."""

from contextlib import suppress
from io import BytesIO

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_ISO_PICTURES = frozenset((b"heic", b"heix", b"heim", b"heis", b"heif", b"hevc", b"mif1", b"msf1", b"avif", b"avis"))
_ISO_OTHERS = {b"crx ": "Canon CR3", b"qt  ": "QuickTime"}
FILMS = {"MP4", "QuickTime"}
_OTHERS = {
    b"%PDF": "PDF", b"8BPS": "PSD", b"\0\0\x01\0": "ICO", b"PK\x03\x04": "ZIP", b"\0\0\0\x0cJXL ": "JPEG XL",
    b"\xff\x0a": "JPEG XL", b"\0\0\0\x0cjP  ": "JPEG 2000", b"\xff\x4f\xff\x51": "JPEG 2000",
    b"II+\0": "BigTIFF", b"MM\0+": "BigTIFF",
}  # fmt: skip
_LAB = (8, 9, 10)  # of a TIFF: as CIE, ICC and ITU write it
_HEAD = 1024  # an SVG may begin with a prologue and a comment


def looks_like_a_picture(data: bytes) -> bool:
    """Whether the file begins like one of the formats that are read."""
    if is_iso_media(data):
        return data[8:12] in _ISO_PICTURES
    return data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def is_iso_media(data: bytes) -> bool:
    """Whether it is a file of boxes, as HEIC, AVIF and films are."""
    return data[4:8] == b"ftyp"


def name_unsupported_format(data: bytes) -> str | None:
    """The name of a format that people take for a picture and that is not read, if it is one of those."""
    if is_iso_media(data):
        return _ISO_OTHERS.get(data[8:12], "MP4")
    if b"<svg" in data[:_HEAD].lower():
        return "SVG"
    return next((name for head, name in _OTHERS.items() if data.startswith(head)), None)


def find_lab_depth(data: bytes) -> int | None:
    """The bits of a channel of a TIFF in L*a*b*; None of any other file."""
    # Imported here: lists of the command line come by this file and open no picture.
    from PIL.TiffImagePlugin import BITSPERSAMPLE, PHOTOMETRIC_INTERPRETATION, ImageFileDirectory_v2

    with suppress(Exception):  # damaged bytes raise nearly anything, and are then no TIFF in L*a*b*
        header = ImageFileDirectory_v2(data[:8])
        file = BytesIO(data)
        file.seek(header.next)
        header.load(file)
        if header.get(PHOTOMETRIC_INTERPRETATION) in _LAB:
            return int(max(header.get(BITSPERSAMPLE, (1,))))
    return None
