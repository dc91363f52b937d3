"""A cat: upright pointed ears, a short muzzle with a small nose, long whiskers, a long tail."""

from dataclasses import dataclass

from core.sketches.body import Animal, Build, choose_collar
from core.sketches.dice import Dice, draw_between, pick
from core.sketches.face import Eyes, HeadTurn, choose_mood, draw_eyes
from core.sketches.fur import Coat, choose_coat, paint
from core.sketches.pen import BLACK, WHITE, Colour, Pen, mix
from core.sketches.shapes import Points, horn, mirrored, oval, shrunk

PATTERNS = {"plain": 0.2, "stripes": 0.3, "spots": 0.1, "patches": 0.14, "tuxedo": 0.14, "points": 0.12}
EYE_COLOURS: tuple[Colour, ...] = ((196, 190, 72), (120, 176, 92), (222, 160, 56), (104, 168, 208), (150, 110, 60))


@dataclass(frozen=True)
class CatHead:
    """Lengths in head radii."""

    coat: Coat
    eyes: Eyes
    cheeks: float
    ear_height: float
    ear_spread: float
    nose: Colour
    whiskers: Colour

    def draw(self, pen: Pen, rng: Dice, turn: HeadTurn) -> None:
        skull = self._skull()
        for side in (-1, 1):
            self._ear(pen, side, turn)
        paint(pen, skull, self.coat, rng)
        with pen.inside(skull) as within:
            self._markings(within, turn)
        self._muzzle(pen, turn)
        draw_eyes(pen, self.eyes, turn, self.coat.base)
        self._whiskers(pen, turn)

    def _skull(self) -> Points:
        cheeks = self.cheeks
        return mirrored([
            (0, -0.86), (0.46, -0.78), (0.84, -0.42), (0.98, 0.1), (0.96 * cheeks, 0.42), (0.66, 0.72),
            (0.3, 0.86), (0, 0.88),
        ])  # fmt: skip

    def _ear(self, pen: Pen, side: int, turn: HeadTurn) -> None:
        inner, outer = (turn.x(side * 0.16, -0.05), -0.68), (turn.x(side * 0.93, -0.08), -0.22)
        tip = (turn.x(side * self.ear_spread, -0.1), -0.78 - self.ear_height)
        ear = horn(inner, tip, outer, 0.08 * side) if side > 0 else horn(outer, tip, inner, 0.08)
        pen.shape(ear, self.coat.mark if self.coat.pattern == "points" else self.coat.base)
        middle = ((inner[0] + outer[0]) / 2, -0.42)
        pen.fill(shrunk(ear, 0.62, middle), self.coat.ear)

    def _markings(self, pen: Pen, turn: HeadTurn) -> None:
        coat = self.coat
        if coat.pattern == "stripes":
            for x in (-0.3, -0.1, 0.1, 0.3):
                pen.stroke([(turn.x(x * 1.3, 0.1), -0.85), (turn.x(x, 0.2), -0.38)], 0.1, coat.mark)
            for side in (-1, 1):
                for y in (0.1, 0.34):
                    pen.stroke([(turn.x(side, 0), y), (turn.x(side * 0.66, 0.1), y + 0.06)], 0.1, coat.mark)
        if coat.pattern == "points":
            pen.fill(oval(turn.x(0, 0.3), 0.3, 0.55, 0.62), coat.mark)
        if coat.pattern == "tuxedo":
            blaze = mirrored([(0, -0.5), (0.1, -0.2), (0.3, 0.2), (0.6, 0.7), (0, 1)], turn.x(0, 0.3))
            pen.fill(blaze, coat.light)

    def _muzzle(self, pen: Pen, turn: HeadTurn) -> None:
        light = mix(self.coat.mark, WHITE, 0.12) if self.coat.pattern == "points" else self.coat.light
        x = turn.x(0, 0.42)
        pen.fill(oval(x, 0.66, 0.2, 0.16), mix(light, BLACK, 0.06))
        for side in (-1, 1):
            pen.fill(oval(x + side * 0.17, 0.47, 0.24, 0.19), light)
        line = mix(light, BLACK, 0.7)
        for side in (-1, 1):
            pen.stroke([(x, 0.42), (x + side * 0.05, 0.56), (x + side * 0.24, 0.56)], 0.05, line)
        pen.fill(mirrored([(0, 0.26), (0.13, 0.26), (0.06, 0.38), (0, 0.42)], x), self.nose)

    def _whiskers(self, pen: Pen, turn: HeadTurn) -> None:
        for side in (-1, 1):
            for rise, reach in ((-0.16, 1.1), (0.02, 1.2), (0.18, 1.08)):
                root, end = turn.x(side * 0.26, 0.42), turn.x(side * reach, 0.3)
                whisker = [(root, 0.46 + rise / 3), ((root + end) / 2, 0.42 + rise), (end, 0.46 + rise * 1.6)]
                pen.stroke(whisker, 0.042, self.whiskers)


def choose_cat(rng: Dice) -> Animal:
    build = Build(
        bulk=draw_between(rng, 0.85, 1.2), leg=draw_between(rng, 0.5, 0.9), tail=draw_between(rng, 1.4, 2.0),
        brush=draw_between(rng, 0.14, 0.26), curl=draw_between(rng, -0.5, 1), head=draw_between(rng, 1.0, 1.14),
    )  # fmt: skip
    return Animal(_choose_head(rng), build, choose_collar(rng))


def _choose_head(rng: Dice) -> CatHead:
    coat = choose_coat(rng, PATTERNS)
    pupil = pick(rng, (0.25, 0.4, 0.62, 0.78))
    eyes = Eyes(
        apart=draw_between(rng, 0.4, 0.48), height=draw_between(rng, 0.19, 0.26), width=draw_between(rng, 0.19, 0.26),
        y=draw_between(rng, -0.08, 0.06), tilt=draw_between(rng, 0, 0.3), colour=pick(rng, EYE_COLOURS),
        pupil=pupil, mood=choose_mood(rng),
    )  # fmt: skip
    return CatHead(
        coat, eyes, cheeks=draw_between(rng, 0.95, 1.15), ear_height=draw_between(rng, 0.35, 0.65),
        ear_spread=draw_between(rng, 0.62, 0.95), nose=pick(rng, ((224, 138, 136), (190, 104, 100), (70, 54, 56))),
        whiskers=WHITE if sum(coat.base) < 560 else (120, 110, 105),
    )  # fmt: skip
