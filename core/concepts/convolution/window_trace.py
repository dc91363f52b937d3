"""Every number of one window on one picture: what it computes at each place, and the gradients on the way back.

    trace = trace_convolution(x, kernel, bias, Window())   # kernel (3, 3), the same shape over every channel ...
    trace = trace_convolution(x, kernel, bias, Window(), mix=(0.3, 0.6, 0.1))   # ... times a weight for each channel
    trace.output, trace.on_x                               # (rows, columns), and the gradient on x
    trace = trace_pooling(x, "max", Window(size=2, stride=2))

On the way back the loss is the sum of all outputs, so that a gradient of 1 arrives at every place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array
from core.concepts.convolution.pooling import POOLINGS
from core.concepts.convolution.sliding import Window, compute_padding, convolve, convolve_backward, pad, take_patches


@dataclass(frozen=True)
class WindowTrace:
    """A picture x (rows, columns, channels) under a window.

    `output` (rows, columns, 1) of a convolution, with its channels of a pooling; `padding` the cells put above and to
    the left. `on_x` is the gradient on x, `on_cells` its sum over the channels. A convolution has its weights `kernel`
    (size, size, channels), its `bias`, and `on_taps` (size, size), the gradient on the kernel that all channels share.
    """

    x: Array
    window: Window
    output: Array
    padding: tuple[int, int]
    on_x: Array
    kernel: Array | None = None
    bias: float = 0.0
    on_taps: Array | None = None
    on_bias: float = 0.0

    @property
    def on_cells(self) -> Array:
        return np.asarray(self.on_x.sum(axis=-1), dtype=np.float64)

    def take_patch(self, row: int, column: int) -> Array:
        """What the window covers at one place (size, size, channels); NaN in the padding."""
        patch: Array = take_patches(pad(self.x, self.window, np.nan), self.window)[row, column]
        return patch


def trace_convolution(
    x: Array, kernel: Array, bias: float, window: Window, mix: Sequence[float] = (1.0,)
) -> WindowTrace:
    """One filter: the weight of tap i, j on channel k is kernel[i, j] mix[k]."""
    weights = kernel[:, :, None] * np.asarray(mix, dtype=np.float64)
    output = convolve(x, weights[..., None], np.array([bias]), window)
    back = convolve_backward(x, weights[..., None], np.ones_like(output), window)
    return WindowTrace(
        x, window, output, _padding(x, window), back.x,
        weights, bias, back.kernel[..., 0] @ np.asarray(mix, dtype=np.float64), float(back.biases[0]),
    )  # fmt: skip


def trace_pooling(x: Array, pooling: str, window: Window) -> WindowTrace:
    """`pooling` is one of `POOLINGS`."""
    output = POOLINGS[pooling].pool(x, window)
    on_x = POOLINGS[pooling].backward(x, np.ones_like(output), window)
    return WindowTrace(x, window, output, _padding(x, window), on_x)


def _padding(x: Array, window: Window) -> tuple[int, int]:
    return compute_padding(x.shape[0], window)[0], compute_padding(x.shape[1], window)[0]


def sum_channels(trace: WindowTrace, row: int, column: int) -> Array:
    """What each channel adds to a convolution's value at one place (channels,), without the bias."""
    if trace.kernel is None:
        raise ValueError("a pooling has no weights")
    products = np.nan_to_num(trace.take_patch(row, column)) * trace.kernel
    return np.asarray(products.sum(axis=(0, 1)), dtype=np.float64)
