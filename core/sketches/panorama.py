"""Wide pictures with several drawn animals in them, whose places are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from core.sketches import FINER, LABELS, draw
from core.sketches.dice import Dice
from core.sketches.pen import Pen
from core.sketches.scene import draw_backdrop

WIDTH, HEIGHT = 384, 192
SEED = 11  # of the wide pictures, apart from those of the drawings
UNSEEN = 500  # the first drawing that is used here; a classifier learns from lower numbers
SOFT = 0.08  # of a drawing's side: how wide its edge fades


@dataclass(frozen=True)
class Place:
    """Where an animal is: the square of `side` pixels whose upper left corner is at (x, y)."""

    label: str
    x: int
    y: int
    side: int


@dataclass(frozen=True)
class Panorama:
    picture: Image.Image
    places: Sequence[Place]


@cache
def draw_panorama(number: int) -> Panorama:
    """Wide picture number `number`, with two or three animals; always the same one, which nobody changes."""
    rng = np.random.default_rng([SEED, number])
    picture = draw_empty(rng, WIDTH, HEIGHT)
    places = _choose_places(rng)
    for index, place in enumerate(places):
        animal = draw(place.label, UNSEEN + 10 * number + index, place.side, seed=0)
        picture.paste(animal, (place.x, place.y), _soft_mask(place.side))
    return Panorama(picture, places)


def draw_empty(rng: Dice, width: int, height: int) -> Image.Image:
    """A place without an animal, cut from a square one."""
    side = max(width, height)
    canvas = Image.new("RGB", (FINER * side, FINER * side))
    draw_backdrop(Pen.on(canvas), rng)
    return canvas.reduce(FINER).crop((0, (side - height) // 2, width, (side + height) // 2))


def _choose_places(rng: Dice) -> list[Place]:
    """From left to right, so that none lies over another."""
    count = int(rng.integers(2, 4))
    room = WIDTH // count
    places = []
    for column in range(count):
        side = int(rng.integers(84, 116))
        x = column * room + int(rng.integers(0, max(1, room - side)))
        places.append(Place(LABELS[int(rng.integers(2))], x, int(rng.integers(0, HEIGHT - side)), side))
    return places


def _soft_mask(side: int) -> Image.Image:
    mask, edge = Image.new("L", (side, side), 0), round(SOFT * side)
    ImageDraw.Draw(mask).rounded_rectangle([edge, edge, side - edge, side - edge], radius=side // 4, fill=255)
    return mask.filter(ImageFilter.GaussianBlur(edge / 2))
