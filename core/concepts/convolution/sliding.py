"""A window that slides over a picture: where it stops, what it covers, and the convolution that it computes.

    window = Window(size=3, stride=1, padding="same", dilation=1)
    z = convolve(x, kernel, biases, window)   # x (rows, columns, channels), kernel (3, 3, channels, filters)

Shapes and conventions are those of keras.layers.Conv2D: the kernel is not flipped, and `same` puts an odd row or
column of padding at the end.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from core.concepts.activations import Array

Padding = Literal["valid", "same"]


@dataclass(frozen=True)
class Window:
    """A square window of `size` x `size` taps, `dilation` cells apart, that moves `stride` cells at a time."""

    size: int = 3
    stride: int = 1
    padding: Padding = "valid"
    dilation: int = 1

    @property
    def span(self) -> int:
        """The cells from its first tap to its last."""
        return self.dilation * (self.size - 1) + 1


def count_places(length: int, window: Window) -> int:
    """At how many places the window stops along `length` cells; 0 where it does not fit."""
    if window.padding == "same":
        return -(-length // window.stride)
    return max(0, (length - window.span) // window.stride + 1)


def compute_padding(length: int, window: Window) -> tuple[int, int]:
    """How many cells are put before and after `length` cells."""
    if window.padding == "valid":
        return 0, 0
    total = max(0, (count_places(length, window) - 1) * window.stride + window.span - length)
    return total // 2, total - total // 2


def pad(x: Array, window: Window, filling: float = 0.0) -> Array:
    """The picture with its padding, whose cells hold `filling`."""
    rows, columns = (compute_padding(length, window) for length in x.shape[:2])
    return np.pad(x, (rows, columns, (0, 0)), constant_values=filling)


def take_patches(padded: Array, window: Window) -> Array:
    """What the window covers at each place: (rows, columns, size, size, channels)."""
    every = sliding_window_view(padded, (window.span, window.span), axis=(0, 1))
    stopped = every[:: window.stride, :: window.stride, :, :: window.dilation, :: window.dilation]
    return np.moveaxis(stopped, 2, -1)


def add_patches(patches: Array, shape: tuple[int, ...], window: Window) -> Array:
    """The reverse of `take_patches`: each cell of a picture of `shape` gets the sum of all that covers it."""
    rows, columns = (compute_padding(length, window) for length in shape[:2])
    total = np.zeros((sum(rows) + shape[0], sum(columns) + shape[1], shape[2]))
    down, across = (window.stride * (count - 1) + 1 for count in patches.shape[:2])
    for i, j in np.ndindex(window.size, window.size):
        top, left = i * window.dilation, j * window.dilation
        total[top : top + down : window.stride, left : left + across : window.stride] += patches[:, :, i, j]
    return total[rows[0] : rows[0] + shape[0], columns[0] : columns[0] + shape[1]]


def convolve(x: Array, kernel: Array, biases: Array, window: Window) -> Array:
    """z[r, c, f] = sum over i, j, k of patch[r, c, i, j, k] kernel[i, j, k, f], plus b[f]."""
    patches = take_patches(pad(x, window), window)
    return np.asarray(np.einsum("rcijk,ijkf->rcf", patches, kernel) + biases, dtype=np.float64)


@dataclass(frozen=True)
class ConvolutionGradients:
    """Of a loss, on the picture, the kernel and the biases, each of the shape of what it is a gradient on."""

    x: Array
    kernel: Array
    biases: Array


def convolve_backward(x: Array, kernel: Array, on_z: Array, window: Window) -> ConvolutionGradients:
    """The gradients of a loss from `on_z`, its gradient on what `convolve` returns.

    A weight is used at every place, so its gradient is a sum over all places; a cell is covered by several windows, so
    its gradient is a sum over those.
    """
    patches = take_patches(pad(x, window), window)
    on_patches = np.einsum("rcf,ijkf->rcijk", on_z, kernel)
    return ConvolutionGradients(
        add_patches(on_patches, x.shape, window),
        np.asarray(np.einsum("rcijk,rcf->ijkf", patches, on_z), dtype=np.float64),
        np.asarray(on_z.sum(axis=(0, 1)), dtype=np.float64),
    )
