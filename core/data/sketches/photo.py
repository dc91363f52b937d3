"""What the camera adds: the light, its colour, blur and noise."""

import numpy as np
from PIL import Image, ImageFilter

from core.data.sketches.dice import Dice, between, chance


def photographed(image: Image.Image, rng: Dice) -> Image.Image:
    """The picture as a camera might have taken it."""
    contrast, bright, tint = between(rng, 0.6, 1.15), between(rng, -35, 25), rng.normal(0, 9, 3)
    grain, fuzzy = between(rng, 0, 9), between(rng, 0, 1)
    if chance(rng, 0.3):
        image = image.filter(ImageFilter.GaussianBlur(fuzzy * image.width / 96))
    slope = rng.normal(0, 18, 2)
    pixels = np.asarray(image, dtype=np.float32)
    ramp = np.linspace(-1, 1, image.width, dtype=np.float32)
    light = (slope[0] * ramp)[None, :] + (slope[1] * ramp)[:, None]
    pixels = (
        (pixels - 128) * np.float32(contrast)
        + (128 + bright + tint).astype(np.float32)
        + light[..., None].astype(np.float32)
    )
    pixels += np.float32(grain) * rng.standard_normal(pixels.shape, dtype=np.float32)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
