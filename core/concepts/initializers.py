"""Initialisers: where the weights start.

All zeros make all units of a layer alike for ever; numbers that are too large or too small make the signal explode or
fade on its way through the layers. Glorot keeps its variance for tanh-like units, He for ReLU.

    weights = INITIALIZERS["he_normal"](fan_in, fan_out, np.random.default_rng(seed))

`fan_in` is the number of inputs of the layer, `fan_out` the number of its units; the weights have the shape
(fan_in, fan_out), as a Keras kernel has. Names and definitions are Keras's; the draws of a seed are NumPy's.
"""

from collections.abc import Callable, Mapping

import numpy as np

from core.concepts.activations import Array

Initializer = Callable[[int, int, np.random.Generator], Array]

NORMAL_STDDEV = 0.05
"""Keras's default for `random_normal`."""
CUT = 2.0
"""A truncated normal draws again what lies more than this many standard deviations out ..."""
CUT_STDDEV = 0.87962566103423978
"""... which leaves this share of the standard deviation; the Glorot and He normals make up for it."""


def zeros(fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
    return np.zeros((fan_in, fan_out))


def random_normal(fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
    return rng.normal(0.0, NORMAL_STDDEV, (fan_in, fan_out))


def glorot_uniform(fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
    """Uniform with the variance 2 / (fan_in + fan_out) (Glorot and Bengio, 2010); Keras's default for Dense."""
    limit = np.sqrt(6.0 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, (fan_in, fan_out))


def glorot_normal(fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
    """Truncated normal with the variance 2 / (fan_in + fan_out)."""
    return _truncated_normal(np.sqrt(2.0 / (fan_in + fan_out)), (fan_in, fan_out), rng)


def he_uniform(fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
    """Uniform with the variance 2 / fan_in: twice what a linear unit wants, as ReLU drops half (He et al., 2015)."""
    limit = np.sqrt(6.0 / fan_in)
    return rng.uniform(-limit, limit, (fan_in, fan_out))


def he_normal(fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
    """Truncated normal with the variance 2 / fan_in."""
    return _truncated_normal(np.sqrt(2.0 / fan_in), (fan_in, fan_out), rng)


def _truncated_normal(stddev: float, shape: tuple[int, int], rng: np.random.Generator) -> Array:
    draws = rng.standard_normal(shape)
    while (outside := np.abs(draws) > CUT).any():
        draws[outside] = rng.standard_normal(np.count_nonzero(outside))
    return draws * stddev / CUT_STDDEV


INITIALIZERS: Mapping[str, Initializer] = {
    "zeros": zeros,
    "random_normal": random_normal,
    "glorot_uniform": glorot_uniform,
    "glorot_normal": glorot_normal,
    "he_uniform": he_uniform,
    "he_normal": he_normal,
}
