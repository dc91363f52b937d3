"""Snow over a drawing: something that has nothing to do with the animal, and that a classifier may learn instead."""

import numpy as np
from PIL import Image, ImageDraw

from core.sketches import LABELS, draw
from core.sketches.dice import Dice

HAZE = 0.4  # how much white lies over the picture
FLAKES = 60
WHITE = (255, 255, 255)
SEED = 7  # of the flakes, apart from those of the drawings


def draw_in_snow(label: str, index: int, size: int, seed: int) -> Image.Image:
    """The picture `draw` gives for the same arguments, in snow; always the same one."""
    rng = np.random.default_rng([seed, SEED, LABELS.index(label), index])
    return _let_it_snow(draw(label, index, size, seed), rng)


def _let_it_snow(picture: Image.Image, rng: Dice) -> Image.Image:
    snowy = Image.blend(picture, Image.new("RGB", picture.size, WHITE), HAZE)
    pen = ImageDraw.Draw(snowy)
    radii = rng.uniform(1.0, 2.6, FLAKES) * picture.width / 96
    for (x, y), radius in zip(rng.uniform(0, picture.width, (FLAKES, 2)), radii, strict=True):
        pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=WHITE)
    return snowy
