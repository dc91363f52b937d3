"""What cat and dog faces share: how a head turns, and eyes."""

from dataclasses import dataclass

from core.sketches.dice import Dice, pick_by_weight
from core.sketches.pen import BLACK, WHITE, Colour, Pen, mix
from core.sketches.shapes import oval


@dataclass(frozen=True)
class HeadTurn:
    """How far the head looks to the right: 0 at us, 1 away to the side. What lies further in front moves further."""

    amount: float

    def x(self, x: float, depth: float) -> float:
        return x * (1 - 0.22 * abs(self.amount)) + self.amount * depth


@dataclass(frozen=True)
class Eyes:
    """Sizes in head radii; `pupil` is its width as a share of the iris, 1 is all black; `mood` open, sleepy or shut."""

    apart: float
    height: float
    width: float
    y: float
    tilt: float
    colour: Colour
    pupil: float
    mood: str


def choose_mood(rng: Dice) -> str:
    return pick_by_weight(rng, {"open": 0.82, "sleepy": 0.1, "shut": 0.08})


def draw_eyes(pen: Pen, eyes: Eyes, turn: HeadTurn, lid: Colour) -> None:
    """Both eyes; the far one is hidden when the head has turned away."""
    for side in (-1, 1):
        if side * turn.amount < 0.8:
            x = turn.x(side * eyes.apart, 0.26)
            narrow = 1 - 0.3 * max(0.0, side * turn.amount)
            _draw_eye(pen.moved(x, eyes.y, tilt=side * -eyes.tilt), eyes, eyes.width * narrow, lid)


def _draw_eye(pen: Pen, eyes: Eyes, width: float, lid: Colour) -> None:
    height = eyes.height
    if eyes.mood == "shut":
        pen.stroke([(-width, -0.02), (0, 0.1), (width, -0.02)], 0.08, BLACK)
        return
    pen.fill(oval(0, 0, width + 0.045, height + 0.045), mix(lid, BLACK, 0.6))
    white = oval(0, 0, width, height)
    pen.fill(white, eyes.colour)
    with pen.inside(white) as within:
        within.fill(oval(0, 0, width * eyes.pupil, height * max(0.86, eyes.pupil * 0.9)), BLACK)
        if eyes.mood == "sleepy":
            within.fill(oval(0, -height * 1.05, width * 1.6, height * 0.95), mix(lid, BLACK, 0.2))
    glint = min(width, height) * 0.28
    pen.fill(oval(-width * 0.3, -height * 0.32 + (0.06 if eyes.mood == "sleepy" else 0), glint, glint), WHITE)
