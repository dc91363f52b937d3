"""A pen that draws in the units of what it draws, however that lies on the picture."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.sketches.shapes import Points, Sketch, ribbon

Colour = tuple[int, int, int]
WHITE: Colour = (250, 247, 240)
BLACK: Colour = (30, 26, 28)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with a `share` (0 to 1) of the `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@dataclass(frozen=True)
class Pen:
    """Draws on `image`; `frame` (2 x 3) takes the drawing's units to its pixels.

    `ink`, if there is any, draws the outlines, `nib` pixels wide.
    """

    image: Image.Image
    canvas: ImageDraw.ImageDraw
    frame: NDArray[np.float64]
    ink: Colour | None = None
    nib: int = 1

    @classmethod
    def on(cls, image: Image.Image) -> "Pen":
        """A pen whose unit is the side of the (square) picture."""
        frame = np.array([[image.width, 0, 0], [0, image.height, 0]], dtype=float)
        return cls(image, ImageDraw.Draw(image), frame, nib=max(1, round(image.width / 96)))

    def moved(self, x: float = 0, y: float = 0, scale: float = 1, tilt: float = 0, flip: bool = False) -> "Pen":
        """The pen of a smaller drawing inside this one: its origin at (x, y), turned by `tilt` radians."""
        cos, sin = scale * math.cos(tilt), scale * math.sin(tilt)
        side = -1 if flip else 1
        return self._frame(self.frame @ np.array([[side * cos, -sin, x], [side * sin, cos, y], [0, 0, 1]]))

    def _frame(self, frame: NDArray[np.float64]) -> "Pen":
        return Pen(self.image, self.canvas, frame, self.ink, self.nib)

    def inked(self, ink: Colour | None) -> "Pen":
        """The same pen with this ink, or with none."""
        return Pen(self.image, self.canvas, self.frame, ink, self.nib)

    @property
    def unit(self) -> float:
        """How many pixels long the drawing's unit is."""
        return math.hypot(self.frame[0, 0], self.frame[1, 0])

    def pixels(self, points: Points) -> Points:
        return points @ self.frame[:, :2].T + self.frame[:, 2]

    def fill(self, points: Points, colour: Colour) -> None:
        """Fill an outline, without ink."""
        self.canvas.polygon(self.pixels(points).ravel().tolist(), fill=colour)

    def shape(self, points: Points, colour: Colour) -> None:
        """Fill an outline and go round it in ink, if this pen has ink."""
        self.fill(points, colour)
        self.outline(points)

    def outline(self, points: Points) -> None:
        if self.ink:
            loop = self.pixels(np.concatenate([points, points[:2]]))
            self.canvas.line(loop.ravel().tolist(), fill=self.ink, width=self.nib)

    def stroke(self, sketch: Sketch, width: float, colour: Colour) -> None:
        """A curve that thins out to its end; never thinner than can be seen."""
        half = max(width / 2, self.nib * 0.2 / self.unit)
        self.fill(ribbon(sketch, half, half * 0.6), colour)

    @contextmanager
    def inside(self, points: Points) -> Iterator["Pen"]:
        """A pen whose drawing shows inside this outline only.

        Usage:
            with pen.inside(outline) as within:
                within.fill(stripe, dark)
        """
        outline = self.pixels(points)
        size = self.image.size
        left, top = (int(edge) for edge in np.clip(np.floor(outline.min(axis=0)), 0, size))
        right, bottom = (int(edge) for edge in np.clip(np.ceil(outline.max(axis=0)) + 1, (left, top), size))
        part = self.image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
        yield Pen(part, ImageDraw.Draw(part), self.frame - [[0, 0, left], [0, 0, top]], self.ink, self.nib)
        stencil = Image.new("L", part.size)
        ImageDraw.Draw(stencil).polygon((outline - (left, top)).ravel().tolist(), fill=255)
        self.image.paste(part, (left, top), stencil)

    def tint(self, colour: Colour, share: float) -> None:
        """Mix a share of the colour into the whole image of this pen."""
        self.image.paste(colour, (0, 0), Image.new("L", self.image.size, round(255 * share)))

    def shade(self, colour: Colour, strength: float) -> None:
        """Darken the whole image of this pen towards its rim, lower right most: light falls from the upper left."""
        # The picture is drawn larger and reduced afterwards, so the nearest pixel is smooth enough.
        veil = _make_falloff(round(strength * 20)).resize(self.image.size, Image.Resampling.NEAREST)
        self.image.paste(colour, (0, 0), veil)


@cache
def _make_falloff(twentieths: int) -> Image.Image:
    gradient = Image.radial_gradient("L").crop((48, 64, 240, 256))
    return gradient.point([round(max(0, value - 90) * twentieths / 20 * 1.5) for value in range(256)])
