"""Fur: the colours and patterns of a coat, the same for both animals, and how a coat lies on a part of the body."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from core.sketches.dice import Dice, draw_between, happens, pick, pick_by_weight
from core.sketches.pen import BLACK, WHITE, Colour, Pen, mix
from core.sketches.shapes import Points, closed, oval, ragged, ribbon

BLACK_FUR: Colour = (52, 47, 50)
COLOURS: tuple[Colour, ...] = (
    BLACK_FUR, (92, 92, 102), (140, 144, 154), (192, 190, 190), (240, 234, 222), (236, 212, 172),
    (226, 176, 104), (216, 132, 62), (170, 92, 52), (126, 86, 60), (90, 62, 50), (200, 158, 116),
)  # fmt: skip
PINK: Colour = (226, 150, 148)


@dataclass(frozen=True)
class Coat:
    """`base` with `mark`s of the `pattern`, `light` on muzzle and chest, `ear` inside the ears, a rim `fluff` deep."""

    base: Colour
    mark: Colour
    light: Colour
    ear: Colour
    pattern: str
    fluff: float

    @property
    def dark(self) -> Colour:
        """For shadows and lines on this fur."""
        return mix(self.base, BLACK, 0.55)

    @property
    def far(self) -> Colour:
        """The base colour of what lies in the shadow of the body."""
        return mix(self.base, BLACK, 0.25)

    @property
    def socks(self) -> Colour:
        """The colour of the paws."""
        return {"patches": self.light, "tuxedo": WHITE, "points": self.mark}.get(self.pattern, self.base)


def choose_coat(rng: Dice, patterns: Mapping[str, float]) -> Coat:
    """A coat of any colour, with one of the patterns."""
    pattern = pick_by_weight(rng, patterns)
    base = _shift(rng, pick(rng, COLOURS))
    darker = mix(base, BLACK, draw_between(rng, 0.35, 0.65))
    mark = {
        "patches": _shift(rng, pick(rng, COLOURS)),
        "points": mix(base, (60, 42, 36), draw_between(rng, 0.55, 0.85)),
    }.get(pattern, darker if sum(base) > 210 else mix(base, WHITE, 0.3))
    light = mix(base, WHITE, draw_between(rng, 0.3, 0.9) if happens(rng, 0.75) else 0.1)
    fluff = draw_between(rng, 0.05, 0.1) if happens(rng, 0.4) else 0.0
    return Coat(
        base, mark, WHITE if pattern == "tuxedo" else light, mix(PINK, base, draw_between(rng, 0, 0.6)), pattern, fluff
    )


def _shift(rng: Dice, colour: Colour) -> Colour:
    brighter = rng.normal(0, 10)
    red, green, blue = (
        int(np.clip(value + brighter + hue, 20, 250)) for value, hue in zip(colour, rng.normal(0, 3, 3), strict=True)
    )
    return red, green, blue


def paint(pen: Pen, outline: Points, coat: Coat, rng: Dice, colour: Colour | None = None) -> None:
    """A part of the body: its colour, its pattern, its shadow and its outline."""
    rim = ragged(outline, coat.fluff) if coat.fluff else outline
    pen.fill(rim, colour or coat.base)
    with pen.inside(rim) as within:
        if colour is None and coat.pattern in MARKS:
            for mark in MARKS[coat.pattern](outline, rng):
                within.fill(mark, coat.mark)
        within.shade(coat.dark, 0.5)
    pen.outline(rim)


def _measure_box(outline: Points) -> tuple[float, float, float, float]:
    (left, top), (right, bottom) = outline.min(axis=0), outline.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _outline_stripes(outline: Points, rng: Dice) -> Iterator[Points]:
    """Bands that hang from the back and thin out on their way down."""
    left, top, right, bottom = _measure_box(outline)
    count = max(3, round((right - left) / 0.42))
    for x in np.linspace(left, right, count + 2)[1:-1] + rng.normal(0, 0.05, count):
        sway, depth = rng.normal(0, 0.12), draw_between(rng, 0.45, 0.9) * (bottom - top)
        yield ribbon([(x, top - 0.1), (x + sway, top + depth / 2), (x - sway / 2, top + depth)], 0.12, 0.02, 0.07)


def _outline_spots(outline: Points, rng: Dice) -> Iterator[Points]:
    left, top, right, bottom = _measure_box(outline)
    count = round(np.clip((right - left) * (bottom - top) * 2.2, 5, 22))
    places = rng.uniform((left, top), (right, bottom), (count, 2))
    for (x, y), size in zip(places, rng.uniform(0.07, 0.17, count), strict=True):
        yield oval(x, y, size, size * 0.8, draw_between(rng, -1, 1))


def _outline_patches(outline: Points, rng: Dice) -> Iterator[Points]:
    left, top, right, bottom = _measure_box(outline)
    for _ in range(int(rng.integers(2, 4))):
        x, y = draw_between(rng, left, right), draw_between(rng, top, (top + bottom) / 2)
        reach = rng.uniform(0.3, 0.65, 7)
        angles = np.arange(7) * 2 * np.pi / 7
        yield closed(np.stack([x + reach * np.cos(angles), y + reach * np.sin(angles)], axis=1))


MARKS: Mapping[str, Callable[[Points, Dice], Iterator[Points]]] = {
    "stripes": _outline_stripes,
    "spots": _outline_spots,
    "patches": _outline_patches,
}
