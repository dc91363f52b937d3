"""Cats and dogs that a program draws: a data set that is always at hand, with nothing to download.

Usage:
    picture = draw("cat", index=7, size=96, seed=0)
"""

import numpy as np
from PIL import Image

from core.errors import InputError
from core.i18n import N_
from core.sketches.body import POSES, WEIGHTS, Animal, Pose
from core.sketches.cat import choose_cat
from core.sketches.dice import Dice, draw_between, happens, pick_by_weight
from core.sketches.dog import choose_dog
from core.sketches.pen import BLACK, Pen, mix
from core.sketches.photo import photograph
from core.sketches.scene import draw_backdrop, draw_foreground

LABELS = ("cat", "dog")
SIZES = range(32, 257)
FINER = 2  # drawn this many times larger, then reduced: edges come out smooth


def draw(label: str, index: int, size: int, seed: int) -> Image.Image:
    """Picture number `index` of a cat or a dog, RGB, `size` x `size` pixels.

    The same arguments give the same picture to the last byte, whatever was drawn before. `index` and `seed` count
    from 0; another size shows the same scene.

    Raises:
        InputError: the label is not one of `LABELS`, or the size is not one of `SIZES`.

    """
    _check(label, size)
    rng = np.random.default_rng([seed, LABELS.index(label), index])
    animal = choose_cat(rng) if label == "cat" else choose_dog(rng)
    pose = POSES[pick_by_weight(rng, WEIGHTS)]
    canvas = Image.new("RGB", (FINER * size, FINER * size))
    pen = Pen.on(canvas)
    draw_backdrop(pen, rng)
    pose.draw(_frame(pen, pose, animal, rng), animal, rng, draw_between(rng, -0.62, 0.62))
    if happens(rng, 0.2):
        draw_foreground(pen, rng)
    return photograph(canvas.reduce(FINER), rng)


def _check(label: str, size: int) -> None:
    if label not in LABELS:
        raise InputError(
            N_("There is no drawing of a {label}. Choose one of: {known}."), label=label, known=", ".join(LABELS)
        )
    if size not in SIZES:
        raise InputError(
            N_("Drawings cannot be {size} pixels wide. Choose a size from {smallest} to {largest}."),
            size=size, smallest=SIZES[0], largest=SIZES[-1],
        )  # fmt: skip


def _frame(pen: Pen, pose: Pose, animal: Animal, rng: Dice) -> Pen:
    left, top, right, bottom = pose.box
    scale = draw_between(rng, 0.95, 1.2) / max(right - left, bottom - top)
    flip, tilt = happens(rng, 0.5), float(rng.normal(0, 0.06))
    x, y = rng.normal((0.5, 0.52), 0.028)
    middle = pen.moved(float(x), float(y), scale, tilt, flip)
    ink = mix(animal.coat.base, BLACK, 0.7) if happens(rng, 0.35) else None
    return middle.moved(-(left + right) / 2, -(top + bottom) / 2).inked(ink)
