"""Where the animal is: a room, grass, sky, a sofa, paper; the things that stand about; what stands in front."""

from collections.abc import Callable, Sequence

import numpy as np

from core.data.sketches.dice import Dice, between, chance, pick
from core.data.sketches.pen import BLACK, WHITE, Colour, Pen, mix
from core.data.sketches.shapes import box, closed, oval, ribbon

SOFT: tuple[Colour, ...] = (
    (214, 200, 178), (182, 200, 206), (206, 188, 192), (176, 196, 170), (228, 220, 200), (150, 166, 180),
    (196, 170, 140), (120, 132, 150), (160, 120, 96), (92, 96, 110), (226, 206, 160), (134, 156, 140),
)  # fmt: skip
VIVID: tuple[Colour, ...] = (
    (198, 72, 66), (64, 118, 176), (226, 172, 60), (86, 146, 96), (150, 92, 150), (232, 130, 70),
    (70, 160, 164), (120, 84, 64),
)  # fmt: skip
GREENS: tuple[Colour, ...] = ((104, 150, 84), (134, 168, 92), (84, 128, 92), (150, 160, 96))


def backdrop(pen: Pen, rng: Dice) -> None:
    """Paint the whole picture (unit: its side) and put some things in it."""
    pick(rng, SCENES)(pen, rng)
    for _ in range(int(rng.integers(0, 3))):
        x, y, size = between(rng, 0, 1), between(rng, 0.25, 0.95), between(rng, 0.06, 0.16)
        pick(rng, THINGS)(pen.moved(x, y, size, between(rng, -0.3, 0.3)), rng)


def _room(pen: Pen, rng: Dice) -> None:
    floor = between(rng, 0.6, 0.85)
    wall = pick(rng, SOFT)
    pen.fill(box(0, 0, 1, 1), wall)
    _wallpaper(pen, rng, mix(wall, pick(rng, (WHITE, BLACK)), 0.12))
    pen.fill(box(0, floor, 1, 1), pick(rng, SOFT[6:]))
    pen.fill(box(0, floor - 0.02, 1, floor), mix(wall, WHITE, 0.5))
    if chance(rng, 0.6):
        left, top, side = between(rng, 0, 0.7), between(rng, 0.05, 0.2), between(rng, 0.2, 0.35)
        pen.fill(box(left, top, left + side, top + side), mix(pick(rng, VIVID), BLACK, 0.4))
        pen.fill(
            box(left + 0.03, top + 0.03, left + side - 0.03, top + side - 0.03),
            pick(rng, ((190, 214, 230), (236, 226, 206))),
        )


def _wallpaper(pen: Pen, rng: Dice, colour: Colour) -> None:
    kind = int(rng.integers(3))
    steps = np.arange(0, 1, between(rng, 0.1, 0.2))
    if kind == 1:
        for x in steps:
            pen.fill(box(x, 0, x + 0.04, 1), colour)
    if kind == 2:
        for x in steps:
            for y in steps:
                pen.fill(oval(x, y, 0.02, 0.02), colour)


def _garden(pen: Pen, rng: Dice) -> None:
    sky = pick(rng, ((170, 204, 228), (204, 218, 226), (236, 206, 170), (120, 150, 190)))
    horizon = between(rng, 0.35, 0.75)
    pen.fill(box(0, 0, 1, 1), sky)
    for _ in range(int(rng.integers(0, 4))):
        x, y = between(rng, 0, 1), between(rng, 0, horizon)
        pen.fill(oval(x, y, 0.14, 0.05), mix(sky, WHITE, 0.7))
        pen.fill(oval(x + 0.06, y - 0.03, 0.08, 0.05), mix(sky, WHITE, 0.7))
    grass = pick(rng, GREENS)
    for x in rng.uniform(0, 1, int(rng.integers(0, 4))):
        _tree(pen.moved(float(x), horizon + 0.03, between(rng, 0.1, 0.22)), rng)
    pen.fill(
        closed([(-0.2, horizon), (0.3, horizon + between(rng, -0.06, 0.06)), (0.8, horizon), (1.3, 1.4), (-0.3, 1.4)]),
        grass,
    )
    for x, y in rng.uniform((0, horizon + 0.05), (1, 1), (18, 2)):
        pen.fill(np.array([(x, y), (x + 0.012, y - 0.06), (x + 0.024, y)]), mix(grass, BLACK, 0.18))


def _sky(pen: Pen, rng: Dice) -> None:
    _shaded(pen, pick(rng, ((120, 170, 214), (170, 204, 228), (238, 190, 150), (90, 100, 140))), WHITE, rng)
    for x, y in rng.uniform(0, 1, (int(rng.integers(2, 6)), 2)):
        for dx in (-0.08, 0, 0.08):
            pen.fill(oval(x + dx, y - 0.02 * (dx == 0), 0.09, 0.05), (238, 240, 242))


def _shaded(pen: Pen, top: Colour, bottom: Colour, rng: Dice) -> None:
    for step in range(12):
        pen.fill(box(0, step / 12, 1, 1), mix(top, bottom, 0.6 * step / 12))


def _sofa(pen: Pen, rng: Dice) -> None:
    _room(pen, rng)
    cloth = pick(rng, SOFT + VIVID)
    seat = between(rng, 0.55, 0.75)
    pen.fill(ribbon([(-0.1, 0.55), (1.1, 0.55)], 0.25, 0.25), mix(cloth, BLACK, 0.12))
    pen.fill(box(0, seat, 1, 1), cloth)
    pen.fill(box(0.49, 0.35, 0.505, seat), mix(cloth, BLACK, 0.3))
    if chance(rng, 0.6):
        pen.moved(between(rng, 0.1, 0.9), seat - 0.05, 0.15, between(rng, -0.4, 0.4)).fill(
            box(-1, -1, 1, 1), pick(rng, VIVID)
        )


def _paper(pen: Pen, rng: Dice) -> None:
    colour = pick(rng, SOFT + VIVID)
    _shaded(pen, colour, pick(rng, SOFT), rng)


def _pattern(pen: Pen, rng: Dice) -> None:
    colour, other = pick(rng, SOFT + VIVID), pick(rng, SOFT)
    pen.fill(box(0, 0, 1, 1), colour)
    turned = pen.moved(0.5, 0.5, 1.5, between(rng, 0, 3)).moved(-0.5, -0.5)
    kind, step = int(rng.integers(3)), between(rng, 0.09, 0.18)
    for x in np.arange(0, 1, step):
        if kind == 0:
            turned.fill(box(x, 0, x + step / 2, 1), mix(colour, other, 0.7))
            continue
        for k, y in enumerate(np.arange(0, 1, step)):
            shift = x + (k % 2) * step / 2
            mark = (
                oval(shift, y, step / 4, step / 4)
                if kind == 1
                else np.array([(shift, y), (shift + step / 2, y), (shift + step / 4, y - step / 2)])
            )
            turned.fill(mark, mix(colour, other, 0.7))


def _tree(pen: Pen, rng: Dice) -> None:
    leaves = mix(pick(rng, GREENS), BLACK, between(rng, 0.1, 0.4))
    pen.fill(box(-0.1, -1, 0.1, 0), (110, 84, 64))
    if chance(rng, 0.5):
        pen.fill(np.array([(-0.7, -0.5), (0, -2.4), (0.7, -0.5)]), leaves)
    else:
        pen.fill(oval(0, -1.4, 0.8, 0.8), leaves)


def _ball(pen: Pen, rng: Dice) -> None:
    colour = pick(rng, VIVID)
    pen.fill(oval(0, 0, 1, 1), colour)
    for bend in (-0.5, 0.1, 0.7):
        pen.stroke([(-0.8, bend), (0, bend - 0.3), (0.85, bend - 0.1)], 0.12, mix(colour, WHITE, 0.5))


def _plant(pen: Pen, rng: Dice) -> None:
    leaf = pick(rng, GREENS)
    for lean in (-0.9, -0.4, 0.1, 0.5, 0.9):
        pen.fill(
            ribbon([(0, 0.2), (lean * 0.6, -0.9), (lean * 1.2, -1.6)], 0.1, 0.04, 0.26),
            mix(leaf, BLACK, abs(lean) * 0.2),
        )
    pen.fill(np.array([(-0.6, 0), (0.6, 0), (0.45, 1), (-0.45, 1)]), pick(rng, VIVID))


def _books(pen: Pen, rng: Dice) -> None:
    for k in range(3):
        pen.fill(box(-1, 0.3 - 0.4 * k, 0.9 - 0.2 * k, 0.65 - 0.4 * k), pick(rng, VIVID))


def _crate(pen: Pen, rng: Dice) -> None:
    colour = pick(rng, SOFT)
    pen.fill(box(-1, -0.8, 1, 0.8), colour)
    pen.fill(box(-1, -0.05, 1, 0.05), mix(colour, BLACK, 0.3))


def _tent(pen: Pen, rng: Dice) -> None:
    pen.fill(np.array([(-1, 0.8), (0, -1), (1, 0.8)]), pick(rng, SOFT + VIVID))


def _blob(pen: Pen, rng: Dice) -> None:
    pen.fill(oval(0, 0, 1, 0.7), pick(rng, SOFT + VIVID))


def _bowl(pen: Pen, rng: Dice) -> None:
    pen.fill(oval(0, -0.3, 1, 0.3), (120, 84, 60))
    pen.fill(np.array([(-1, -0.3), (1, -0.3), (0.7, 0.5), (-0.7, 0.5)]), pick(rng, VIVID))


SCENES: Sequence[Callable[[Pen, Dice], None]] = (_room, _garden, _sky, _sofa, _paper, _pattern)
THINGS: Sequence[Callable[[Pen, Dice], None]] = (_ball, _plant, _books, _crate, _tent, _blob, _bowl)


def foreground(pen: Pen, rng: Dice) -> None:
    """Something that hides a part of the animal."""
    corner = pick(rng, ((0.05, 0.9), (0.95, 0.9), (0.5, 1.0), (0.0, 0.5), (1.0, 0.5)))
    pick(rng, THINGS)(pen.moved(*corner, between(rng, 0.1, 0.2), between(rng, -0.3, 0.3)), rng)
