"""What augmentation would make of a few pictures, without Keras: the same rules from draws to pixels as in training."""

import numpy as np

from core.data.pixels.decode import Pixels
from core.networks.augmentation import DRAWS, Augmentation, augment
from core.networks.mixing import mix
from core.networks.warp import resample


def draw_previews(pictures: Pixels, recipe: Augmentation, *, count: int, seed: int) -> Pixels:
    """`count` draws of each picture: uint8 (n, side, side, 3) in, (count, n, seen, seen, 3) out."""
    random = np.random.default_rng(seed)
    return np.stack([_draw(pictures, recipe, random) for _number in range(count)])


def _draw(pictures: Pixels, recipe: Augmentation, random: np.random.Generator) -> Pixels:
    draws = random.random((len(pictures), DRAWS), dtype=np.float32)
    if recipe.mixup:
        whole = np.zeros((len(pictures), 1), dtype=np.float32)
        pictures, _targets = mix(pictures, whole, recipe.mixup, random)
    changed = augment(pictures.astype(np.float32), recipe, draws, xp=np, resample=resample)
    shown: Pixels = np.rint(changed).astype(np.uint8)
    return shown


def join_side_by_side(originals: Pixels, drawn: Pixels, *, gap: int) -> Pixels:
    """One row a picture, the original first and then its draws: RGBA, transparent between and around them."""
    side = originals.shape[1]
    step = side + gap
    sheet = np.zeros((len(originals) * step - gap, (len(drawn) + 1) * step - gap, 4), dtype=np.uint8)
    for column, pictures in enumerate([originals, *drawn]):
        seen = pictures.shape[1]
        edge = (side - seen) // 2
        for row, picture in enumerate(pictures):
            top, left = row * step + edge, column * step + edge
            sheet[top : top + seen, left : left + seen] = np.dstack([picture, np.full((seen, seen), 255, np.uint8)])
    return sheet
