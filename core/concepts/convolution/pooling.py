"""Pooling: the largest or the mean value of each window, for every channel by itself. Nothing is learned.

    a = POOLINGS["max"].pool(x, Window(size=2, stride=2))            # x (rows, columns, channels)
    on_x = POOLINGS["max"].backward(x, on_a, Window(size=2, stride=2))

As in keras.layers.MaxPooling2D and AveragePooling2D, padding takes no part: it is never the largest, and never counted.
Where two cells of a window are the largest, the first one gets the whole gradient, as in TensorFlow.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array
from core.concepts.convolution.sliding import Window, add_patches, pad, take_patches


@dataclass(frozen=True)
class Pooling:
    """`pool(x, window)`, and `backward(x, on_a, window)`: the gradient on x from the one on what is pooled."""

    name: str
    pool: Callable[[Array, Window], Array]
    backward: Callable[[Array, Array, Window], Array]


def max_pool(x: Array, window: Window) -> Array:
    return np.asarray(take_patches(pad(x, window, -np.inf), window).max(axis=(2, 3)), dtype=np.float64)


def max_pool_backward(x: Array, on_a: Array, window: Window) -> Array:
    """All of a window's gradient goes to its largest cell: no other has a say in what is pooled."""
    patches = take_patches(pad(x, window, -np.inf), window)
    rows, columns, size, _size, channels = patches.shape
    flat = patches.reshape(rows, columns, size * size, channels)
    is_largest = np.arange(size * size)[:, None] == flat.argmax(axis=2)[:, :, None]
    on_patches = (is_largest * on_a[:, :, None]).reshape(patches.shape)
    return add_patches(on_patches, x.shape, window)


def average_pool(x: Array, window: Window) -> Array:
    total = take_patches(pad(x, window), window).sum(axis=(2, 3))
    return np.asarray(total / count_cells(x, window), dtype=np.float64)


def average_pool_backward(x: Array, on_a: Array, window: Window) -> Array:
    """Each cell of a window gets an equal share of its gradient."""
    share = on_a / count_cells(x, window)
    inside = take_patches(pad(np.ones_like(x), window), window)
    return add_patches(inside * share[:, :, None, None], x.shape, window)


def count_cells(x: Array, window: Window) -> Array:
    """How many cells of each window lie in the picture, not in its padding: (rows, columns, 1)."""
    inside = pad(np.ones((*x.shape[:2], 1)), window)
    return np.asarray(take_patches(inside, window).sum(axis=(2, 3)), dtype=np.float64)


_KNOWN = (
    Pooling("max", max_pool, max_pool_backward),
    Pooling("average", average_pool, average_pool_backward),
)

POOLINGS: Mapping[str, Pooling] = {pooling.name: pooling for pooling in _KNOWN}
