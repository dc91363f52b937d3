"""One value of an operator that slides a window over maps: the pixels below the window."""

from collections.abc import Mapping, Sequence

import numpy as np
import onnx

from core.explain.gradients.tape import read_attributes
from core.explain.inside.rules.terms import Arrays, Index, Rule, Terms, choose_largest, collect


def _convolve(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    _n, channel, _row, _column = index
    kernel = arrays[node.input[1]]
    filters, depth = kernel.shape[:2]
    first = channel // (filters // read_attributes(node).get("group", 1)) * depth
    window = _find_window(node, index, arrays, kernel.shape[2:])
    indices = [(0, first + one, y, x) for one in range(depth) for _ky, _kx, y, x in window]
    weights = [kernel[channel, one, ky, kx] for one in range(depth) for ky, kx, _y, _x in window]
    bias = arrays[node.input[2]][channel] if len(node.input) > 2 else 0.0
    return collect("sum", arrays, node.input[0], indices, weights, bias)


def _pool_maximum(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    return choose_largest(node, _list_pooled(node, index, arrays), arrays)


def _pool_average(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    indices, attributes = _list_pooled(node, index, arrays), read_attributes(node)
    count = np.prod(attributes["kernel_shape"]) if attributes.get("count_include_pad") else len(indices)
    return collect("sum", arrays, node.input[0], indices, 1 / count)


def _list_pooled(node: onnx.NodeProto, index: Index, arrays: Arrays) -> list[Index]:
    window = _find_window(node, index, arrays, read_attributes(node)["kernel_shape"])
    return [(*index[:2], y, x) for _ky, _kx, y, x in window]


def _find_window(
    node: onnx.NodeProto, index: Index, arrays: Arrays, size: Sequence[int]
) -> list[tuple[int, int, int, int]]:
    """The places under a kernel of this size: (row, column) in the kernel and in the map; outside the map is none."""
    shape, made = arrays[node.input[0]].shape[2:], arrays[node.output[0]].shape[2:]
    rows, columns = (_find_line(node, axis, index[2 + axis], size[axis], shape[axis], made[axis]) for axis in (0, 1))
    return [(ky, kx, y, x) for ky, y in rows for kx, x in columns]


def _find_line(
    node: onnx.NodeProto, axis: int, position: int, size: int, length: int, made: int
) -> list[tuple[int, int]]:
    """Along one axis: the places in the kernel that lie on the map, and where they lie."""
    attributes = read_attributes(node)
    stride, dilation = (attributes.get(name, [1, 1])[axis] for name in ("strides", "dilations"))
    pad, automatic = attributes.get("pads", [0] * 4)[axis], attributes.get("auto_pad", b"NOTSET")
    if automatic in (b"SAME_UPPER", b"SAME_LOWER"):
        missing = max(0, (made - 1) * stride + (size - 1) * dilation + 1 - length)
        pad = missing // 2 if automatic == b"SAME_UPPER" else missing - missing // 2
    start = position * stride - pad
    return [(one, start + one * dilation) for one in range(size) if 0 <= start + one * dilation < length]


WINDOWS: Mapping[str, Rule] = {"AveragePool": _pool_average, "Conv": _convolve, "MaxPool": _pool_maximum}
