"""What the slopes of an activation do to a gradient: where they are flat, and what is left after many layers.

    trace = slope_trace("sigmoid", grid(1.0), offsets(depth=10, spread=0.0, seed=0))
    trace.zones            # where nothing can be learned
    trace.products[i, -1]  # what ten layers leave of a gradient of 1 when every unit sits at trace.z[i]

Backpropagation multiplies a gradient by f'(z) at every layer it passes (and by weights, which are taken as 1 here).
Sigmoid's slope is at most 1/4, so ten layers leave at most 1/4^10, about a millionth.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.concepts.activations import ACTIVATIONS, Array

REACH = 6.0
"""The picture goes from -REACH to REACH."""
STEP = 0.05
FLAT = 0.05
"""A slope smaller than this teaches next to nothing: the unit is called saturated there."""


@dataclass(frozen=True)
class Zone:
    """From `low` to `high`, and on from there: `dead` where the slope is exactly 0, `saturated` where it is small."""

    kind: Literal["dead", "saturated"]
    low: float
    high: float


@dataclass(frozen=True)
class SlopeTrace:
    """An activation over the points `z` (n,): `value` and `slope` (n,), its flat `zones`, and `products` (n, depth).

    products[i, l] is the product of the slopes of layers 0 to l when the pre-activations are z[i] + offsets.
    """

    name: str
    z: Array
    value: Array
    slope: Array
    zones: tuple[Zone, ...]
    products: Array


def grid(point: float) -> Array:
    """Points from -REACH to REACH, `STEP` apart, and `point` itself."""
    even = np.round(np.arange(-REACH, REACH + STEP / 2, STEP), 10)
    return np.union1d(even, [point])


def offsets(*, depth: int, spread: float, seed: int) -> Array:
    """How far the pre-activation of each of `depth` layers lies from the point: normal, `spread` wide."""
    return np.random.default_rng(seed).normal(0.0, 1.0, depth) * spread


def slope_trace(name: str, z: Array, layer_offsets: Array) -> SlopeTrace:
    activation = ACTIVATIONS[name]
    slope = activation.derivative(z)
    products = np.cumprod(activation.derivative(z[:, None] + layer_offsets), axis=1, dtype=np.float64)
    return SlopeTrace(name, z, activation.f(z), slope, _zones(z, slope), products)


def _zones(z: Array, slope: Array) -> tuple[Zone, ...]:
    """Flat stretches that reach an end of the picture; a flat spot in the middle is a turning point, no zone."""
    steep = np.flatnonzero(np.abs(slope) >= FLAT)
    if steep.size == 0:
        return (_zone(z, slope),)
    first, last = int(steep[0]), int(steep[-1])
    ends = [(z[:first], slope[:first]), (z[last + 1 :], slope[last + 1 :])]
    return tuple(_zone(points, slopes) for points, slopes in ends if points.size)


def _zone(z: Array, slope: Array) -> Zone:
    return Zone("dead" if not slope.any() else "saturated", float(z[0]), float(z[-1]))
