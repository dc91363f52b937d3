"""A dog: ears that hang, fold or stand, a long muzzle with a big nose, often a tongue, a tail that wags."""

from dataclasses import dataclass

from core.sketches.body import Animal, Build, choose_collar
from core.sketches.dice import Dice, draw_between, pick, pick_by_weight
from core.sketches.face import Eyes, HeadTurn, choose_mood, draw_eyes
from core.sketches.fur import Coat, choose_coat, paint
from core.sketches.pen import BLACK, WHITE, Colour, Pen, mix
from core.sketches.shapes import Points, closed, horn, mirrored, oval, ribbon, shrunk

PATTERNS = {"plain": 0.28, "stripes": 0.1, "spots": 0.12, "patches": 0.2, "tuxedo": 0.16, "points": 0.14}
MOUTHS = {"shut": 0.5, "open": 0.1, "tongue": 0.4}
EARS = {"floppy": 0.48, "folded": 0.34, "upright": 0.14}
EYE_COLOURS: tuple[Colour, ...] = ((92, 58, 38), (126, 84, 46), (60, 42, 36), (168, 122, 62), (120, 170, 205))
TONGUE: Colour = (226, 112, 122)


@dataclass(frozen=True)
class DogHead:
    """Lengths in head radii."""

    coat: Coat
    eyes: Eyes
    ears: str
    ear_length: float
    width: float
    snout: float
    snout_width: float
    nose: Colour
    mouth: str

    def draw(self, pen: Pen, rng: Dice, turn: HeadTurn) -> None:
        skull, muzzle = self._skull(), self._snout(turn)
        if self.ears != "floppy":
            self._both_ears(pen, turn)
        # Inked before the skull covers it: only the part that sticks out keeps its line.
        pen.outline(muzzle)
        paint(pen, skull, self.coat, rng)
        with pen.inside(skull) as within:
            self._markings(within, turn)
        if self.ears == "floppy":
            self._both_ears(pen, turn)
        self._muzzle(pen, muzzle, turn)
        draw_eyes(pen, self.eyes, turn, self.coat.base)

    def _both_ears(self, pen: Pen, turn: HeadTurn) -> None:
        ear = {"floppy": self._floppy, "folded": self._fold, "upright": self._upright}[self.ears]
        for side in (-1, 1):
            ear(pen, side, turn)

    @property
    def _ear_colour(self) -> Colour:
        return self.coat.base if self.coat.pattern == "plain" else self.coat.mark

    def _skull(self) -> Points:
        w = self.width
        return mirrored([
            (0, -0.86), (0.48 * w, -0.78), (0.8 * w, -0.36), (0.82 * w, 0.12), (0.7 * w, 0.52), (0.4 * w, 0.82),
            (0, 0.9),
        ])  # fmt: skip

    def _floppy(self, pen: Pen, side: int, turn: HeadTurn) -> None:
        w, long = self.width, self.ear_length
        sketch = [
            (0.4 * w, -0.78), (0.78 * w, -0.72), (1.08 * w, -0.2), (1.12 * w, -0.3 + long * 0.7),
            (0.9 * w, -0.35 + long), (0.72 * w, -0.3 + long * 0.65), (0.7 * w, -0.2),
        ]  # fmt: skip
        ear = closed([(turn.x(side * x, -0.12), y) for x, y in sketch])
        colour = mix(self._ear_colour, BLACK, 0.18)
        pen.fill(ear, colour)
        with pen.inside(ear) as within:
            within.shade(self.coat.dark, 0.6)
        pen.outline(ear)

    def _fold(self, pen: Pen, side: int, turn: HeadTurn) -> None:
        w, tall = self.width, 0.3 + 0.2 * self.ear_length

        def at(x: float, y: float) -> tuple[float, float]:
            return turn.x(side * x * w, -0.1), y

        ear = closed([at(0.2, -0.7), at(0.5, -0.8 - tall), at(0.85, -0.75 - tall), at(0.9, -0.25)])
        pen.shape(ear, self._ear_colour)
        flap = closed([
            at(0.42, -0.72 - tall), at(0.8, -0.82 - tall), at(1.06, -0.5 - tall * 0.6), at(1.12, -0.3), at(0.82, -0.45),
        ])  # fmt: skip
        pen.shape(flap, mix(self._ear_colour, BLACK, 0.3))

    def _upright(self, pen: Pen, side: int, turn: HeadTurn) -> None:
        w, tall = self.width, 0.3 + 0.4 * self.ear_length
        inner, outer = (turn.x(side * 0.18 * w, -0.08), -0.68), (turn.x(side * 0.84 * w, -0.1), -0.25)
        tip = (turn.x(side * 0.72 * w, -0.14), -0.8 - tall)
        ear = horn(inner, tip, outer, 0.16 * side) if side > 0 else horn(outer, tip, inner, 0.16)
        pen.shape(ear, self._ear_colour)
        pen.fill(shrunk(ear, 0.6, ((inner[0] + outer[0]) / 2, -0.42)), self.coat.ear)

    def _markings(self, pen: Pen, turn: HeadTurn) -> None:
        if self.coat.pattern == "tuxedo":
            blaze = mirrored([(0, -1), (0.12, -0.6), (0.16, 0.0), (0.5, 0.5), (0.4, 1)], turn.x(0, 0.35))
            pen.fill(blaze, self.coat.light)
        if self.coat.pattern == "points":
            for side in (-1, 1):
                x = turn.x(side * self.eyes.apart, 0.26)
                pen.fill(oval(x, self.eyes.y, self.eyes.width + 0.16, self.eyes.height + 0.18), self.coat.mark)

    def _snout(self, turn: HeadTurn) -> Points:
        wide = self.snout_width
        return ribbon([(turn.x(0, 0.2), 0.22), (turn.x(0, self.snout), 0.49)], wide * 0.8, wide)

    def _muzzle(self, pen: Pen, muzzle: Points, turn: HeadTurn) -> None:
        light = mix(self.coat.mark, WHITE, 0.1) if self.coat.pattern == "points" else self.coat.light
        wide = self.snout_width
        x, y = turn.x(0, self.snout), 0.44
        self._mouth(pen, x, y + wide * 0.7)
        pen.fill(muzzle, light)
        with pen.inside(muzzle) as within:
            within.shade(mix(light, BLACK, 0.5), 0.3)
        for side in (-1, 1):
            lip = [(x, y), (x + side * 0.03, y + wide * 0.55), (x + side * wide * 0.7, y + wide * 0.6)]
            pen.stroke(lip, 0.06, mix(light, BLACK, 0.75))
        pen.fill(mirrored([(0, y - 0.25), (0.2, y - 0.2), (0.14, y - 0.02), (0, y + 0.06)], x), self.nose)
        pen.fill(oval(x - 0.06, y - 0.17, 0.07, 0.03), mix(self.nose, WHITE, 0.6))

    def _mouth(self, pen: Pen, x: float, y: float) -> None:
        if self.mouth == "shut":
            return
        pen.fill(oval(x, y, self.snout_width * 0.62, 0.32), (84, 36, 42))
        if self.mouth == "tongue":
            pen.fill(ribbon([(x, y), (x + 0.02, y + 0.42)], 0.17, 0.15), TONGUE)
            pen.stroke([(x, y), (x + 0.02, y + 0.4)], 0.04, mix(TONGUE, BLACK, 0.25))


def choose_dog(rng: Dice) -> Animal:
    build = Build(
        bulk=draw_between(rng, 0.85, 1.2), leg=draw_between(rng, 0.5, 1.2), tail=draw_between(rng, 0.7, 1.5),
        brush=draw_between(rng, 0.14, 0.28), curl=draw_between(rng, -0.5, 1), head=draw_between(rng, 0.96, 1.12),
    )  # fmt: skip
    return Animal(_choose_head(rng), build, choose_collar(rng))


def _choose_head(rng: Dice) -> DogHead:
    eyes = Eyes(
        apart=draw_between(rng, 0.34, 0.44), height=draw_between(rng, 0.13, 0.2), width=draw_between(rng, 0.13, 0.19),
        y=draw_between(rng, -0.22, -0.08), tilt=draw_between(rng, -0.2, 0.1), colour=pick(rng, EYE_COLOURS),
        pupil=draw_between(rng, 0.6, 0.8), mood=choose_mood(rng),
    )  # fmt: skip
    return DogHead(
        choose_coat(rng, PATTERNS), eyes, ears=pick_by_weight(rng, EARS), ear_length=draw_between(rng, 0.9, 1.5),
        width=draw_between(rng, 0.95, 1.12), snout=draw_between(rng, 0.5, 0.85),
        snout_width=draw_between(rng, 0.34, 0.48), nose=pick(rng, ((44, 36, 38), (70, 48, 44), (120, 78, 70))),
        mouth=pick_by_weight(rng, MOUTHS),
    )  # fmt: skip
