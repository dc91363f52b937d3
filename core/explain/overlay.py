"""An attribution as colour on the upright original: on the pixels that the model saw, and on no others.

Orange speaks for the class and blue against it, two colours that colour-blind readers tell apart; the stronger, the
more opaque. A browser lays one layer over the other and lets the reader choose how strong; the command line mixes them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from core.data.pixels.decode import decode_whole, examine, read
from core.explain.method import Values

SIDE = 720  # pixels of the longer side, at most
FOR, AGAINST = (217, 95, 2), (0, 114, 178)
STRENGTH = 0.85  # of the strongest places when both layers are mixed into one picture
STRONGEST = 0.995  # the quantile that gets the full colour, so that one single pixel does not make the others pale
QUALITY = 88
Box = tuple[float, float, float, float]
FindRegion = Callable[[int, int], Box]  # of the width and height of the upright picture


@dataclass(frozen=True)
class Layers:
    """A picture and the colours to lay over it, of one size; `heat` is transparent where nothing is said."""

    picture: Image.Image
    heat: Image.Image

    def encode_picture(self) -> bytes:
        """The picture as a JPEG."""
        file = BytesIO()
        self.picture.save(file, "JPEG", quality=QUALITY)
        return file.getvalue()

    def encode_heat(self) -> bytes:
        """The colours as a PNG."""
        file = BytesIO()
        self.heat.save(file, "PNG")
        return file.getvalue()

    def encode_mixed(self, strength: float = STRENGTH) -> bytes:
        """Both as one picture, a PNG."""
        heat = self.heat.copy()
        heat.putalpha(heat.getchannel("A").point(lambda opacity: round(opacity * strength)))
        file = BytesIO()
        Image.alpha_composite(self.picture.convert("RGBA"), heat).convert("RGB").save(file, "PNG")
        return file.getvalue()


def lay_over(source: Path | bytes, name: str, values: Values, find_region: FindRegion) -> Layers:
    """The upright picture, and the attribution on the part of it that the model saw.

    Args:
        source: the picture's file or its bytes.
        name: what errors call it.
        values: (height, width) over the model's square input.
        find_region: where that square is in the upright picture of this width and height, in its pixels: left, top,
            right, bottom; it may reach beyond the picture.

    Raises:
        PictureError: the picture cannot be read.

    """
    data = read(source, name)
    full = examine(data, name)
    shown = decode_whole(data, name=name, enough=SIDE // 3)
    shown.thumbnail((SIDE, SIDE))
    scale_x, scale_y = shown.width / full.width, shown.height / full.height
    left, top, right, bottom = find_region(full.width, full.height)
    region = (left * scale_x, top * scale_y, right * scale_x, bottom * scale_y)
    return Layers(shown, place(paint(values), region, shown.size))


def paint(values: Values) -> Image.Image:
    """The attribution as colours, one pixel a number: its sign is the colour, its size the opacity."""
    top = float(np.quantile(np.abs(values), STRONGEST))
    share = np.clip(np.abs(values) / top, 0, 1) if top > 0 else np.zeros_like(values)
    coloured = np.where((values >= 0)[..., None], np.array(FOR, np.uint8), np.array(AGAINST, np.uint8))
    opacity = (255 * share).round().astype(np.uint8)
    return Image.fromarray(np.dstack([coloured, opacity]))


def place(colours: Image.Image, region: Box, size: tuple[int, int]) -> Image.Image:
    """The colours stretched over a region of a transparent canvas of that size; what reaches beyond it is cut off."""
    left, top, right, bottom = map(round, region)
    canvas = Image.new("RGBA", size, (0, 0, 0, 0))
    canvas.paste(colours.resize((max(1, right - left), max(1, bottom - top)), Image.Resampling.BILINEAR), (left, top))
    return canvas
