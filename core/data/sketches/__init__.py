"""Cats and dogs that a program draws: a data set that is always at hand, with nothing to download.

Usage:
    picture = draw("cat", index=7, size=96, seed=0)
"""

from dataclasses import replace

import numpy as np
from PIL import Image

from core.data.sketches import cat, dog
from core.data.sketches.body import POSES, WEIGHTS, Animal, Build, Pose
from core.data.sketches.dice import Dice, between, chance, pick, weighed
from core.data.sketches.pen import Pen, mix
from core.data.sketches.photo import photographed
from core.data.sketches.scene import backdrop, foreground
from core.errors import InputError
from core.i18n import N_

LABELS = ("cat", "dog")
SIZES = range(32, 257)


def draw(label: str, index: int, size: int, seed: int) -> Image.Image:
    """Picture number `index` of a cat or a dog, RGB, `size` x `size` pixels.

    The same arguments give the same picture to the last byte, whatever was drawn before.

    Raises:
        InputError: the label is not one of `LABELS`, or the size is not one of `SIZES`.

    """
    _check(label, size)
    rng = np.random.default_rng([seed, LABELS.index(label), index])
    animal = _any_animal(label, rng)
    pose = POSES[weighed(rng, WEIGHTS)]
    canvas = Image.new("RGB", (size, size))
    backdrop(Pen.on(canvas), rng)
    canvas = canvas.resize((3 * size, 3 * size), Image.Resampling.BICUBIC)
    pen = Pen.on(canvas)
    pose.draw(_framed(pen, pose, animal, rng), animal, rng, between(rng, -0.7, 0.7))
    if chance(rng, 0.3):
        foreground(pen, rng)
    return photographed(canvas.reduce(3), rng)


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


def _any_animal(label: str, rng: Dice) -> Animal:
    if label == "cat":
        build = Build(
            between(rng, 0.85, 1.2),
            between(rng, 0.5, 0.9),
            between(rng, 1.4, 2.0),
            between(rng, 0.14, 0.26),
            between(rng, -0.5, 1),
            1.0,
        )
        return Animal(cat.any_head(rng), build)
    build = Build(
        between(rng, 0.85, 1.2),
        between(rng, 0.5, 1.2),
        between(rng, 0.7, 1.5),
        between(rng, 0.14, 0.28),
        between(rng, -0.5, 1),
        between(rng, 0.85, 1),
    )
    return Animal(dog.any_head(rng), build)


def _framed(pen: Pen, pose: Pose, animal: Animal, rng: Dice) -> Pen:
    left, top, right, bottom = pose.box
    scale = between(rng, 0.75, 1.1) / max(right - left, bottom - top)
    flip, tilt = chance(rng, 0.5), float(rng.normal(0, 0.1))
    x, y = rng.normal((0.5, 0.52), 0.06)
    middle = pen.moved(float(x), float(y), scale, tilt, flip)
    ink = pick(rng, (None, None, mix(animal.coat.base, (20, 16, 18), 0.7)))
    framed = middle.moved(-(left + right) / 2, -(top + bottom) / 2)
    return replace(framed, ink=ink, nib=pen.image.width / 96)
