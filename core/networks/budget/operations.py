"""Multiply-accumulates of a layer for one picture: those of convolutions and dense layers, without biases.

That is what papers count, so ResNet-50 has 4.09 G here; `architecture.count_operations` counts along what training does
beside them.
"""

from math import prod

from core.networks.layers import Conv2D, Dense, DepthwiseConv2D, Layer, PretrainedNetwork, Shape


def count_macs(layer: Layer, into: Shape, out: Shape) -> int:
    match layer:
        case Conv2D(kernel=kernel, groups=groups):
            return kernel**2 * (into[-1] // groups) * prod(out)
        case DepthwiseConv2D(kernel=kernel):
            return kernel**2 * prod(out)
        case Dense(units=units):
            return prod(into) * units
        case PretrainedNetwork():
            return layer.application.operations
        case _:
            return 0
