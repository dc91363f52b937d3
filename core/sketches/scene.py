"""Where the animal is: a room, grass, sky, a sofa, paper; and what stands in front."""

from collections.abc import Callable, Sequence

import numpy as np

from core.sketches.dice import Dice, draw_between, happens, pick
from core.sketches.pen import BLACK, WHITE, Colour, Pen, mix
from core.sketches.shapes import box, closed, oval, ribbon
from core.sketches.things import GREENS, SOFT, THINGS, VIVID, draw_tree


def draw_backdrop(pen: Pen, rng: Dice) -> None:
    """Paint the whole picture (unit: its side) and put some things in it."""
    pick(rng, SCENES)(pen, rng)
    for _ in range(int(rng.integers(0, 3))):
        x, y, size = draw_between(rng, 0, 1), draw_between(rng, 0.25, 0.95), draw_between(rng, 0.06, 0.16)
        pick(rng, THINGS)(pen.moved(x, y, size, draw_between(rng, -0.3, 0.3)), rng)


def _draw_room(pen: Pen, rng: Dice) -> None:
    floor = draw_between(rng, 0.6, 0.85)
    wall = pick(rng, SOFT)
    pen.fill(box(0, 0, 1, 1), wall)
    _draw_wallpaper(pen, rng, mix(wall, pick(rng, (WHITE, BLACK)), 0.12))
    pen.fill(box(0, floor, 1, 1), pick(rng, SOFT[6:]))
    pen.fill(box(0, floor - 0.02, 1, floor), mix(wall, WHITE, 0.5))
    if happens(rng, 0.6):
        _draw_window(
            pen.moved(draw_between(rng, 0, 0.7), draw_between(rng, 0.05, 0.2)), draw_between(rng, 0.2, 0.35), rng
        )


def _draw_window(pen: Pen, side: float, rng: Dice) -> None:
    pen.fill(box(0, 0, side, side), mix(pick(rng, VIVID), BLACK, 0.4))
    pen.fill(box(0.03, 0.03, side - 0.03, side - 0.03), pick(rng, ((190, 214, 230), (236, 226, 206))))


def _draw_wallpaper(pen: Pen, rng: Dice, colour: Colour) -> None:
    kind = int(rng.integers(3))
    steps = np.arange(0, 1, draw_between(rng, 0.1, 0.2))
    if kind == 1:
        for x in steps:
            pen.fill(box(x, 0, x + 0.04, 1), colour)
    if kind == 2:
        for x in steps:
            for y in steps:
                pen.fill(oval(x, y, 0.02, 0.02), colour)


def _draw_garden(pen: Pen, rng: Dice) -> None:
    sky = pick(rng, ((170, 204, 228), (204, 218, 226), (236, 206, 170), (120, 150, 190)))
    horizon = draw_between(rng, 0.35, 0.75)
    pen.fill(box(0, 0, 1, 1), sky)
    for _ in range(int(rng.integers(0, 4))):
        _draw_cloud(pen.moved(draw_between(rng, 0, 1), draw_between(rng, 0, horizon)), mix(sky, WHITE, 0.7))
    grass = pick(rng, GREENS)
    for x in rng.uniform(0, 1, int(rng.integers(0, 4))):
        draw_tree(pen.moved(float(x), horizon + 0.03, draw_between(rng, 0.1, 0.22)), rng)
    hill = horizon + draw_between(rng, -0.06, 0.06)
    pen.fill(closed([(-0.2, horizon), (0.3, hill), (0.8, horizon), (1.3, 1.4), (-0.3, 1.4)]), grass)
    for x, y in rng.uniform((0, horizon + 0.05), (1, 1), (18, 2)):
        pen.fill(np.array([(x, y), (x + 0.012, y - 0.06), (x + 0.024, y)]), mix(grass, BLACK, 0.18))


def _draw_cloud(pen: Pen, colour: Colour) -> None:
    pen.fill(oval(0, 0, 0.14, 0.05), colour)
    pen.fill(oval(0.06, -0.03, 0.08, 0.05), colour)


def _draw_sky(pen: Pen, rng: Dice) -> None:
    _shade(pen, pick(rng, ((120, 170, 214), (170, 204, 228), (238, 190, 150), (90, 100, 140))), WHITE)
    for x, y in rng.uniform(0, 1, (int(rng.integers(2, 6)), 2)):
        for dx in (-0.08, 0, 0.08):
            pen.fill(oval(x + dx, y - 0.02 * (dx == 0), 0.09, 0.05), (238, 240, 242))


def _shade(pen: Pen, top: Colour, bottom: Colour) -> None:
    for step in range(12):
        pen.fill(box(0, step / 12, 1, 1), mix(top, bottom, 0.6 * step / 12))


def _draw_sofa(pen: Pen, rng: Dice) -> None:
    _draw_room(pen, rng)
    cloth = pick(rng, SOFT + VIVID)
    seat = draw_between(rng, 0.55, 0.75)
    pen.fill(ribbon([(-0.1, 0.55), (1.1, 0.55)], 0.25, 0.25), mix(cloth, BLACK, 0.12))
    pen.fill(box(0, seat, 1, 1), cloth)
    pen.fill(box(0.49, 0.35, 0.505, seat), mix(cloth, BLACK, 0.3))
    if happens(rng, 0.6):
        pen.moved(draw_between(rng, 0.1, 0.9), seat - 0.05, 0.15, draw_between(rng, -0.4, 0.4)).fill(
            box(-1, -1, 1, 1), pick(rng, VIVID)
        )


def _draw_paper(pen: Pen, rng: Dice) -> None:
    colour = pick(rng, SOFT + VIVID)
    _shade(pen, colour, pick(rng, SOFT))


def _draw_pattern(pen: Pen, rng: Dice) -> None:
    colour, other = pick(rng, SOFT + VIVID), pick(rng, SOFT)
    pen.fill(box(0, 0, 1, 1), colour)
    turned = pen.moved(0.5, 0.5, 1.5, draw_between(rng, 0, 3)).moved(-0.5, -0.5)
    kind, step = int(rng.integers(3)), draw_between(rng, 0.09, 0.18)
    dot = oval(0, 0, step / 4, step / 4)
    triangle = np.array([(0, 0), (step / 2, 0), (step / 4, -step / 2)])
    for x in np.arange(0, 1, step):
        if kind == 0:
            turned.fill(box(x, 0, x + step / 2, 1), mix(colour, other, 0.7))
            continue
        for k, y in enumerate(np.arange(0, 1, step)):
            turned.fill((dot if kind == 1 else triangle) + (x + (k % 2) * step / 2, y), mix(colour, other, 0.7))


SCENES: Sequence[Callable[[Pen, Dice], None]] = (
    _draw_room,
    _draw_garden,
    _draw_sky,
    _draw_sofa,
    _draw_paper,
    _draw_pattern,
)


def draw_foreground(pen: Pen, rng: Dice) -> None:
    """Something that hides a part of the animal."""
    corner = pick(rng, ((0.05, 0.9), (0.95, 0.9), (0.5, 1.0), (0.0, 0.5), (1.0, 0.5)))
    pick(rng, THINGS)(pen.moved(*corner, draw_between(rng, 0.1, 0.2), draw_between(rng, -0.3, 0.3)), rng)
