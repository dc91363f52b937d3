"""A pen that draws in the units of what it draws, however that lies on the picture."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.data.sketches.shapes import Points, Sketch, ribbon

Colour = tuple[int, int, int]
WHITE: Colour = (250, 247, 240)
BLACK: Colour = (30, 26, 28)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with a `share` (0 to 1) of the `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@dataclass(frozen=True)
class Pen:
    """Draws on `image`; `frame` (2 x 3) takes the drawing's units to its pixels; `ink` draws the outlines, if any."""

    image: Image.Image
    frame: NDArray[np.float64]
    ink: Colour | None = None
    nib: float = 1.0

    @classmethod
    def on(cls, image: Image.Image) -> "Pen":
        """A pen whose unit is the side of the (square) picture."""
        return cls(image, np.array([[image.width, 0, 0], [0, image.height, 0]], dtype=float))

    def moved(self, x: float = 0, y: float = 0, scale: float = 1, tilt: float = 0, flip: bool = False) -> "Pen":
        """The pen of a smaller drawing inside this one: its origin at (x, y), turned by `tilt` radians."""
        cos, sin = scale * np.cos(tilt), scale * np.sin(tilt)
        side = -1 if flip else 1
        local = np.array([[side * cos, -sin, x], [side * sin, cos, y], [0, 0, 1]])
        return replace(self, frame=self.frame @ local)

    def pixels(self, points: Points) -> Points:
        return points @ self.frame[:, :2].T + self.frame[:, 2]

    def fill(self, points: Points, colour: Colour) -> None:
        """Fill an outline, without ink."""
        ImageDraw.Draw(self.image).polygon(self.pixels(points).ravel().tolist(), fill=colour)

    def shape(self, points: Points, colour: Colour) -> None:
        """Fill an outline and go round it in ink, if this pen has ink."""
        self.fill(points, colour)
        self.outline(points)

    def outline(self, points: Points) -> None:
        if self.ink:
            loop = self.pixels(np.concatenate([points, points[:2]]))
            ImageDraw.Draw(self.image).line(loop.ravel().tolist(), fill=self.ink, width=max(1, round(self.nib)))

    def stroke(self, sketch: Sketch, width: float, colour: Colour) -> None:
        """A curve that thins out to its end; never thinner than can be seen."""
        unit = float(np.sqrt(abs(np.linalg.det(self.frame[:, :2]))))
        half = max(width / 2, 0.55 / unit)
        self.fill(ribbon(sketch, half, half * 0.6), colour)

    @contextmanager
    def inside(self, points: Points) -> Iterator["Pen"]:
        """A pen whose drawing shows inside this outline only.

        Usage:
            with pen.inside(outline) as within:
                within.fill(stripe, dark)
        """
        outline = self.pixels(points)
        left, top = np.clip(np.floor(outline.min(axis=0)).astype(int), 0, self.image.size)
        right, bottom = np.clip(np.ceil(outline.max(axis=0)).astype(int) + 1, 0, self.image.size)
        if right <= left or bottom <= top:
            yield replace(self, image=Image.new("RGB", (1, 1)))
            return
        part = self.image.crop((left, top, right, bottom))
        yield replace(self, image=part, frame=self.frame - [[0, 0, left], [0, 0, top]])
        stencil = Image.new("L", part.size)
        ImageDraw.Draw(stencil).polygon((outline - (left, top)).ravel().tolist(), fill=255)
        self.image.paste(part, (int(left), int(top)), stencil)

    def shade(self, colour: Colour, strength: float) -> None:
        """Darken the whole image of this pen towards its rim, lower right most: light falls from the upper left."""
        veil = _falloff(round(strength * 20)).resize(self.image.size, Image.Resampling.BILINEAR)
        self.image.paste(colour, (0, 0), veil)


@cache
def _falloff(twentieths: int) -> Image.Image:
    gradient = Image.radial_gradient("L").crop((48, 64, 240, 256)).resize((32, 32))
    return gradient.point([round(max(0, value - 90) * twentieths / 20 * 1.5) for value in range(256)])
