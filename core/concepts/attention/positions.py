"""Positions as waves (Vaswani et al., 2017): attention alone cannot tell the first place from the last."""

from functools import lru_cache

import numpy as np

from core.concepts.activations import Array

LONGEST = 10_000.0
"""The longest wave is about this number times 2 pi places long."""


@lru_cache(maxsize=256)
def position_waves(places: int, size: int, first: int = 0) -> Array:
    """(places, size): at place t the sines (even columns) and cosines (odd ones) of t times falling frequencies.

    The places are counted from `first` on.
    """
    pair = np.arange(size) // 2
    angle = (first + np.arange(places))[:, None] / LONGEST ** (2 * pair / size)
    waves = np.where(np.arange(size) % 2 == 0, np.sin(angle), np.cos(angle))
    waves.setflags(write=False)
    return waves
