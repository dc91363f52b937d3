"""Small previews of pictures for the screen, turned upright."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path

from PIL import Image

from core.data.pixels.decode import decode_whole

SIDE = 480  # pixels of the longer side: sharp in a card on any screen
QUALITY = 85


def render_preview(source: Path | bytes, name: str, side: int = SIDE) -> bytes:
    """The picture upright as a JPEG whose longer side has at most `side` pixels; a small one keeps its size.

    Raises:
        PictureError: the picture cannot be read.

    """
    return encode_preview(decode_whole(source, name=name, enough=side // 2), side)


def encode_preview(upright: Image.Image, side: int) -> bytes:
    """The picture, which is changed, as a JPEG whose longer side has at most `side` pixels."""
    upright.thumbnail((side, side))
    jpeg = BytesIO()
    upright.save(jpeg, "JPEG", quality=QUALITY)
    return jpeg.getvalue()


def encode_data_url(jpeg: bytes) -> str:
    """The JPEG as a data URL."""
    return "data:image/jpeg;base64," + b64encode(jpeg).decode()
