"""What the camera adds: the light, its colour, blur and noise."""

import numpy as np
from PIL import Image, ImageFilter

from core.sketches.dice import Dice, draw_between, happens


def photograph(image: Image.Image, rng: Dice) -> Image.Image:
    """The picture as a camera might have taken it."""
    contrast, bright = draw_between(rng, 0.78, 1.15), draw_between(rng, -24, 20)
    warmth, green = rng.normal(0, (7, 3))
    sharp, blur, grain = happens(rng, 0.82), draw_between(rng, 0.3, 1), draw_between(rng, 0, 6)
    if not sharp:
        image = image.filter(ImageFilter.GaussianBlur(blur * image.width / 96))
    ramp = np.linspace(-1, 1, image.width, dtype=np.float32)
    across, down = rng.normal(0, 12, 2).astype(np.float32)
    pixels = np.asarray(image, dtype=np.float32) * np.float32(contrast)
    pixels += np.float32(128 * (1 - contrast) + bright) + np.array([warmth, green, -warmth], dtype=np.float32)
    pixels += (across * ramp + (down * ramp)[:, None])[..., None]
    pixels += np.float32(grain) * rng.standard_normal(pixels.shape, dtype=np.float32)
    return Image.fromarray(np.clip(pixels, 0, 255, out=pixels).astype(np.uint8))
