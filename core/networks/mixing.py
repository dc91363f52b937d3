"""Mixup: pairs of pictures and their labels blended (Zhang et al. 2017, arXiv:1710.09412)."""

import numpy as np
import numpy.typing as npt

from core.data.pixels.decode import Pixels


def mix(
    images: Pixels, targets: npt.NDArray[np.float32], strength: float, random: np.random.Generator
) -> tuple[Pixels, npt.NDArray[np.float32]]:
    """Each picture (uint8, (n, side, side, 3)) and its target with a share of another of the batch.

    The shares come from Beta(strength, strength); a picture always keeps the larger part of itself.
    """
    partners = random.permutation(len(images))
    drawn = random.beta(strength, strength, len(images))
    kept = np.maximum(drawn, 1 - drawn).astype(np.float32)[:, None]
    of_pixels = kept[:, :, None, None]
    blend = images * of_pixels + images[partners] * (1 - of_pixels)
    return np.rint(blend).astype(np.uint8), targets * kept + targets[partners] * (1 - kept)
