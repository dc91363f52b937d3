"""Bodies in five poses, all with the head at the origin and the head's radius as the unit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from core.sketches.dice import Dice, draw_between, happens, pick
from core.sketches.face import HeadTurn
from core.sketches.fur import Coat, paint
from core.sketches.pen import BLACK, Colour, Pen, mix
from core.sketches.shapes import closed, mirrored, oval, ribbon


class AnimalHead(Protocol):
    @property
    def coat(self) -> Coat: ...

    def draw(self, pen: Pen, rng: Dice, turn: HeadTurn) -> None: ...


@dataclass(frozen=True)
class Build:
    """The animal below the neck: `bulk` widens it, `leg` and `tail` are lengths, `brush` is half the tail's width."""

    bulk: float
    leg: float
    tail: float
    brush: float
    curl: float
    head: float


@dataclass(frozen=True)
class Animal:
    head: AnimalHead
    build: Build
    collar: Colour | None

    @property
    def coat(self) -> Coat:
        return self.head.coat


def choose_collar(rng: Dice) -> Colour | None:
    return pick(rng, ((192, 64, 60), (58, 108, 170), (64, 140, 96), (224, 168, 56))) if happens(rng, 0.35) else None


Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Pose:
    """`draw` draws; `box` (left, top, right, bottom) holds most of what it draws."""

    draw: Callable[[Pen, Animal, Dice, float], None]
    box: Box


def _draw_head(pen: Pen, animal: Animal, rng: Dice, turn: float) -> None:
    size = animal.build.head
    if animal.collar:
        pen.shape(ribbon([(-0.6, 0.8), (0, 1.02), (0.6, 0.8)], 0.1, 0.1), animal.collar)
        pen.shape(oval(0, 1.16, 0.1, 0.12), (232, 190, 80))
    animal.head.draw(pen.moved(0, 0.4 * (1 - size), size, draw_between(rng, -0.15, 0.15)), rng, HeadTurn(turn))


def _draw_tail(pen: Pen, animal: Animal, x: float, y: float, side: float) -> None:
    build, coat = animal.build, animal.coat
    long, curl = build.tail, build.curl
    bends = ((0, 0), (0.45 * long, -0.1), (0.75 * long, -0.5 * long), ((0.75 - 0.4 * curl) * long, -long))
    spine = [(x + side * across, y + up) for across, up in bends]
    tip = coat.mark if coat.pattern in ("points", "stripes") else coat.base
    pen.shape(ribbon(spine, build.brush * 0.8, build.brush * 0.6, build.brush * 1.2), mix(tip, BLACK, 0.08))


def _draw_shadow(pen: Pen, x: float, y: float, wide: float) -> None:
    with pen.inside(oval(x, y, wide, 0.22)) as within:
        within.tint(BLACK, 0.22)


def _draw_paw(pen: Pen, coat: Coat, x: float, y: float, wide: float = 0.3) -> None:
    pen.shape(oval(x, y, wide, 0.2), coat.socks)
    for toe in (-0.09, 0.09):
        pen.stroke([(x + toe, y), (x + toe, y + 0.15)], 0.035, mix(coat.socks, BLACK, 0.5))


def _draw_closeup(pen: Pen, animal: Animal, rng: Dice, turn: float) -> None:
    bulk = animal.build.bulk
    chest = mirrored([(0, 0.4), (0.6, 0.55), (0.95 * bulk, 1.3), (1.2 * bulk, 2.6), (0, 2.9)])
    paint(pen, chest, animal.coat, rng)
    with pen.inside(chest) as within:
        within.fill(oval(0, 1.7, 0.5, 0.9), animal.coat.light)
    _draw_head(pen, animal, rng, turn)


def _draw_sitting(pen: Pen, animal: Animal, rng: Dice, turn: float) -> None:
    coat, bulk = animal.coat, animal.build.bulk
    foot = 2.5 + 0.6 * animal.build.leg
    _draw_shadow(pen, 0.1, foot + 0.12, 1.7)
    _draw_tail(pen, animal, 0.8 * bulk, foot - 0.25, 1)
    for side in (-1, 1):
        paint(pen, oval(side * 0.82 * bulk, foot - 0.42, 0.5, 0.55), coat, rng)
        _draw_paw(pen, coat, side * 0.9 * bulk, foot)
    body = mirrored(
        [(0, 0.3), (0.5, 0.5), (0.78 * bulk, 1.3), (0.98 * bulk, foot - 0.7), (0.7 * bulk, foot - 0.1), (0, foot)]
    )
    paint(pen, body, coat, rng)
    with pen.inside(body) as within:
        within.fill(oval(0, 1.35, 0.42, 0.75), coat.light)
    for side in (-1, 1):
        leg = ribbon([(side * 0.38, 1.5), (side * 0.34, foot - 0.05)], 0.27, 0.2)
        paint(pen, leg, coat, rng, mix(coat.base, BLACK, 0.06))
        _draw_paw(pen, coat, side * 0.36, foot + 0.04)
    _draw_head(pen, animal, rng, turn)


def _draw_standing(pen: Pen, animal: Animal, rng: Dice, turn: float) -> None:
    coat, bulk = animal.coat, animal.build.bulk
    foot = 1.9 + animal.build.leg
    step = draw_between(rng, -0.2, 0.2)
    _draw_shadow(pen, -1.5, foot + 0.1, 2.1)
    _draw_tail(pen, animal, -3.1, 0.95, -1)
    _draw_far_legs(pen, coat, step, foot)
    legs = (
        ribbon([(-0.1, 1.3), (-0.1 - step, foot)], 0.32 * bulk, 0.19),
        ribbon([(-2.85, 1.1), (-2.8, 1.6), (-2.95 - step, foot)], 0.42 * bulk, 0.18),
    )
    # Inked before the torso covers their upper part, so that they grow out of it.
    for leg in legs:
        pen.outline(leg)
    torso = closed([
        (0.25, 0.3), (0.35, 1.1), (-0.1, 1.75), (-1.4, 1.55 + 0.3 * (bulk - 1)), (-2.7, 1.7), (-3.3, 1.35),
        (-3.2, 0.75), (-2.4, 0.5), (-1.2, 0.55), (-0.5, 0.2),
    ])  # fmt: skip
    paint(pen, torso, coat, rng)
    with pen.inside(torso) as within:
        within.fill(oval(-1.2, 1.85 + 0.3 * (bulk - 1), 1.5, 0.32), coat.light)
    for leg in legs:
        paint(pen.inked(None), leg, coat, rng, coat.base)
    for x in (-0.1, -2.95):
        _draw_paw(pen, coat, x - step + 0.1, foot)
    _draw_head(pen, animal, rng, 0.35 + 0.55 * abs(turn))


def _draw_far_legs(pen: Pen, coat: Coat, step: float, foot: float) -> None:
    for x in (-0.5, -2.5):
        pen.shape(ribbon([(x, 1.5), (x + step, foot - 0.1)], 0.27, 0.17), coat.far)
        pen.shape(oval(x + step + 0.08, foot - 0.08, 0.27, 0.16), mix(coat.socks, BLACK, 0.25))


def _draw_lying(pen: Pen, animal: Animal, rng: Dice, turn: float) -> None:
    coat, bulk = animal.coat, animal.build.bulk
    _draw_shadow(pen, -0.9, 1.88, 2.5)
    _draw_tail(pen, animal, -2.9, 1.5, -1)
    torso = closed([
        (0.5, 0.5), (0.7, 1.5), (-0.6, 1.85), (-2.6, 1.85), (-3.2, 1.3), (-2.8, 0.7),
        (-1.6, 0.5 - 0.3 * (bulk - 1)), (-0.5, 0.3),
    ])  # fmt: skip
    paint(pen, torso, coat, rng)
    paint(pen, oval(-2.3, 1.35, 0.75, 0.55), coat, rng)
    _draw_paw(pen, coat, -1.6, 1.82, 0.4)
    for x, y in ((0.7, 1.62), (0.4, 1.78)):
        pen.shape(ribbon([(x - 0.9, y - 0.25), (x + 0.3, y)], 0.27, 0.2), mix(coat.base, BLACK, 0.08))
        _draw_paw(pen, coat, x + 0.45, y, 0.28)
    _draw_head(pen, animal, rng, turn)


def _draw_loaf(pen: Pen, animal: Animal, rng: Dice, turn: float) -> None:
    coat, bulk = animal.coat, animal.build.bulk
    _draw_shadow(pen, 0.1, 1.78, 1.8)
    _draw_tail(pen, animal, 1.3 * bulk, 1.5, 1)
    body = mirrored([(0, 0.1), (0.8, 0.2), (1.45 * bulk, 0.8), (1.5 * bulk, 1.45), (0.9, 1.75), (0, 1.8)])
    paint(pen, body, coat, rng)
    with pen.inside(body) as within:
        within.fill(oval(0, 1.1, 0.5, 0.5), coat.light)
    for side in (-1, 1):
        _draw_paw(pen, coat, side * 0.42, 1.66, 0.36)
    _draw_head(pen, animal, rng, turn)


POSES: Mapping[str, Pose] = {
    "closeup": Pose(_draw_closeup, (-1.25, -1.45, 1.25, 1.4)),
    "sit": Pose(_draw_sitting, (-1.4, -1.4, 1.6, 3.3)),
    "stand": Pose(_draw_standing, (-3.9, -1.4, 1.2, 2.9)),
    "lie": Pose(_draw_lying, (-3.5, -1.4, 1.4, 2.1)),
    "loaf": Pose(_draw_loaf, (-1.6, -1.4, 1.8, 1.9)),
}
WEIGHTS = {"closeup": 0.48, "sit": 0.22, "stand": 0.09, "lie": 0.08, "loaf": 0.13}
