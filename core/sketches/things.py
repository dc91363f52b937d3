"""Things that stand about, each about as large as the unit, and the colours of all that is not an animal."""

from collections.abc import Callable, Sequence

import numpy as np

from core.sketches.dice import Dice, draw_between, happens, pick
from core.sketches.pen import BLACK, WHITE, Colour, Pen, mix
from core.sketches.shapes import box, oval, ribbon

SOFT: tuple[Colour, ...] = (
    (214, 200, 178), (182, 200, 206), (206, 188, 192), (176, 196, 170), (228, 220, 200), (150, 166, 180),
    (196, 170, 140), (120, 132, 150), (160, 120, 96), (92, 96, 110), (226, 206, 160), (134, 156, 140),
)  # fmt: skip
VIVID: tuple[Colour, ...] = (
    (198, 72, 66), (64, 118, 176), (226, 172, 60), (86, 146, 96), (150, 92, 150), (232, 130, 70),
    (70, 160, 164), (120, 84, 64),
)  # fmt: skip
GREENS: tuple[Colour, ...] = ((104, 150, 84), (134, 168, 92), (84, 128, 92), (150, 160, 96))


def draw_tree(pen: Pen, rng: Dice) -> None:
    leaves = mix(pick(rng, GREENS), BLACK, draw_between(rng, 0.1, 0.4))
    pen.fill(box(-0.1, -1, 0.1, 0), (110, 84, 64))
    if happens(rng, 0.5):
        pen.fill(np.array([(-0.7, -0.5), (0, -2.4), (0.7, -0.5)]), leaves)
    else:
        pen.fill(oval(0, -1.4, 0.8, 0.8), leaves)


def draw_ball(pen: Pen, rng: Dice) -> None:
    colour = pick(rng, VIVID)
    pen.fill(oval(0, 0, 1, 1), colour)
    for bend in (-0.5, 0.1, 0.7):
        pen.stroke([(-0.8, bend), (0, bend - 0.3), (0.85, bend - 0.1)], 0.12, mix(colour, WHITE, 0.5))


def draw_plant(pen: Pen, rng: Dice) -> None:
    leaf = pick(rng, GREENS)
    for lean in (-0.9, -0.4, 0.1, 0.5, 0.9):
        pen.fill(
            ribbon([(0, 0.2), (lean * 0.6, -0.9), (lean * 1.2, -1.6)], 0.1, 0.04, 0.26),
            mix(leaf, BLACK, abs(lean) * 0.2),
        )
    pen.fill(np.array([(-0.6, 0), (0.6, 0), (0.45, 1), (-0.45, 1)]), pick(rng, VIVID))


def draw_books(pen: Pen, rng: Dice) -> None:
    for k in range(3):
        pen.fill(box(-1, 0.3 - 0.4 * k, 0.9 - 0.2 * k, 0.65 - 0.4 * k), pick(rng, VIVID))


def draw_crate(pen: Pen, rng: Dice) -> None:
    colour = pick(rng, SOFT)
    pen.fill(box(-1, -0.8, 1, 0.8), colour)
    pen.fill(box(-1, -0.05, 1, 0.05), mix(colour, BLACK, 0.3))


def draw_tent(pen: Pen, rng: Dice) -> None:
    pen.fill(np.array([(-1, 0.8), (0, -1), (1, 0.8)]), pick(rng, SOFT + VIVID))


def draw_blob(pen: Pen, rng: Dice) -> None:
    pen.fill(oval(0, 0, 1, 0.7), pick(rng, SOFT + VIVID))


def draw_bowl(pen: Pen, rng: Dice) -> None:
    pen.fill(oval(0, -0.3, 1, 0.3), (120, 84, 60))
    pen.fill(np.array([(-1, -0.3), (1, -0.3), (0.7, 0.5), (-0.7, 0.5)]), pick(rng, VIVID))


THINGS: Sequence[Callable[[Pen, Dice], None]] = (
    draw_ball,
    draw_plant,
    draw_books,
    draw_crate,
    draw_tent,
    draw_blob,
    draw_bowl,
)
