"""What augmentation would make of a few pictures, without Keras: the same rules from draws to pixels as in training."""

import numpy as np

from core.data.decode import Pixels
from core.models.augmentation import DRAWS, Augmentation, augment
from core.models.mixing import mixed
from core.models.warp import resample


def previews(pictures: Pixels, recipe: Augmentation, *, count: int, seed: int) -> Pixels:
    """`count` draws of each picture: uint8 (n, side, side, 3) in, (count, n, side, side, 3) out."""
    random = np.random.default_rng(seed)
    return np.stack([_drawn(pictures, recipe, random) for _number in range(count)])


def _drawn(pictures: Pixels, recipe: Augmentation, random: np.random.Generator) -> Pixels:
    draws = random.random((len(pictures), DRAWS), dtype=np.float32)
    if recipe.mixup:
        whole = np.zeros((len(pictures), 1), dtype=np.float32)
        pictures, _targets = mixed(pictures, whole, recipe.mixup, random)
    changed = augment(pictures.astype(np.float32), recipe, draws, xp=np, resample=resample)
    shown: Pixels = np.rint(changed).astype(np.uint8)
    return shown


def side_by_side(originals: Pixels, drawn: Pixels, *, gap: int) -> Pixels:
    """One row a picture, the original first and then its draws: RGBA, transparent between them."""
    rows = np.concatenate([originals[None], drawn]).swapaxes(0, 1)
    pictures, columns, side, _side, _channels = rows.shape
    step = side + gap
    sheet = np.zeros((pictures * step - gap, columns * step - gap, 4), dtype=np.uint8)
    for row in range(pictures):
        for column in range(columns):
            place = np.s_[row * step : row * step + side, column * step : column * step + side]
            sheet[place][..., :3] = rows[row, column]
            sheet[place][..., 3] = 255
    return sheet
