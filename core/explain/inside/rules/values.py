"""For each operator of ONNX, what one value of its output is made of.

Indices and arrays are as the file arranges them, with a batch of one. Every rule gets the node, the index of the value
in its output, and the arrays that the node reads and writes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import onnx

from core.explain.gradients.tape import read_attributes

Index = tuple[int, ...]
EPSILON = 1e-5  # of a normalisation that names none


@dataclass(frozen=True)
class Arrays:
    """By the names of their tensors, what was computed from the picture and what is written in the file."""

    computed: Mapping[str, np.ndarray]
    constants: Mapping[str, np.ndarray]

    def __getitem__(self, name: str) -> np.ndarray:
        return self.computed[name] if name in self.computed else self.constants[name]


@dataclass(frozen=True)
class Terms:
    """The inputs of one value.

    Attributes:
        rule: how they are put together.
        tensors: of which tensor each input is.
        indices: where in it.
        values: of the inputs, float64.
        weights: by which they are multiplied; for a sigmoid or a softmax 1 for the value's own logit, else 0.
        bias: is added.

    """

    rule: str
    tensors: Sequence[str]
    indices: Sequence[Index]
    values: np.ndarray
    weights: np.ndarray
    bias: float = 0.0

    @cached_property
    def products(self) -> np.ndarray:
        """What each input adds; of a softmax its share of the powers, which make 1 together."""
        if self.rule == "softmax":
            powers = np.exp(self.values - self.values.max())
            shares: np.ndarray = powers / powers.sum()
            return shares
        products: np.ndarray = self.values * self.weights
        return products

    @property
    def importance(self) -> np.ndarray:
        """By what they are ordered: the value that passes a maximum, and the one whose share is asked, come first."""
        sizes: np.ndarray = np.abs(self.products)
        return sizes + 2 * self.weights if self.rule in ("maximum", "softmax") else sizes

    def compute_total(self) -> float:
        """The value that they make."""
        if self.rule == "softmax":
            return float(self.products @ self.weights)
        total = float(self.products.sum()) + self.bias
        return float(1 / (1 + np.exp(-total))) if self.rule == "sigmoid" else total


Rule = Callable[[onnx.NodeProto, Index, Arrays], Terms]


def _collect(
    rule: str, arrays: Arrays, tensor: str, indices: Sequence[Index], weights: Any, bias: float = 0.0
) -> Terms:
    """The terms of several places of one tensor."""
    values = np.array([arrays[tensor][index] for index in indices], np.float64)
    wide = np.broadcast_to(np.asarray(weights, np.float64), values.shape)
    return Terms(rule, [tensor] * len(values), indices, values, wide, float(bias))


def _convolve(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    _n, channel, _row, _column = index
    kernel = arrays[node.input[1]]
    filters, depth = kernel.shape[:2]
    first = channel // (filters // read_attributes(node).get("group", 1)) * depth
    window = _find_window(node, index, arrays, kernel.shape[2:])
    indices = [(0, first + one, y, x) for one in range(depth) for _ky, _kx, y, x in window]
    weights = [kernel[channel, one, ky, kx] for one in range(depth) for ky, kx, _y, _x in window]
    bias = arrays[node.input[2]][channel] if len(node.input) > 2 else 0.0
    return _collect("sum", arrays, node.input[0], indices, weights, bias)


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


def _pool_maximum(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    indices = _list_pooled(node, index, arrays)
    values = [arrays[node.input[0]][one] for one in indices]
    weights = np.zeros(len(values))
    weights[int(np.argmax(values))] = 1
    return _collect("maximum", arrays, node.input[0], indices, weights)


def _pool_average(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    indices, attributes = _list_pooled(node, index, arrays), read_attributes(node)
    count = np.prod(attributes["kernel_shape"]) if attributes.get("count_include_pad") else len(indices)
    return _collect("sum", arrays, node.input[0], indices, 1 / count)


def _list_pooled(node: onnx.NodeProto, index: Index, arrays: Arrays) -> list[Index]:
    window = _find_window(node, index, arrays, read_attributes(node)["kernel_shape"])
    return [(*index[:2], y, x) for _ky, _kx, y, x in window]


def _average_map(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    shape = arrays[node.input[0]].shape
    indices = [(*index[:2], y, x) for y in range(shape[2]) for x in range(shape[3])]
    return _collect("sum", arrays, node.input[0], indices, 1 / len(indices))


def _reduce_mean(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    attributes, shape = read_attributes(node), arrays[node.input[0]].shape
    axes = attributes["axes"] if "axes" in attributes else arrays[node.input[1]].tolist()
    reduced = {axis % len(shape) for axis in axes}
    kept = iter(one for axis, one in enumerate(index) if axis not in reduced or not attributes.get("keepdims", 1))
    choices = [range(size) if axis in reduced else [next(kept)] for axis, size in enumerate(shape)]
    indices = [tuple(map(int, one)) for one in np.array(np.meshgrid(*choices, indexing="ij")).reshape(len(shape), -1).T]
    return _collect("sum", arrays, node.input[0], indices, 1 / len(indices))


def _normalise(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    scale, offset, mean, variance = (float(arrays[name][index[1]]) for name in node.input[1:5])
    weight = scale / np.sqrt(variance + read_attributes(node).get("epsilon", EPSILON))
    return _collect("sum", arrays, node.input[0], [index], weight, offset - mean * weight)


def _cut_below(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    return _collect("clip", arrays, node.input[0], [index], float(arrays[node.input[0]][index] > 0))


def _cut_off(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    """A value beyond a bound counts for nothing, and the bound takes its place as the bias."""
    bounds = [arrays[name].item() if name else None for name in node.input[1:]] + [None, None]
    value = float(arrays[node.input[0]][index])
    low, high = bounds[0], bounds[1]
    bound = low if low is not None and value < low else high if high is not None and value > high else None
    return _collect("clip", arrays, node.input[0], [index], float(bound is None), bound or 0.0)


def _add(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    return _combine(node, index, arrays, 1.0)


def _subtract(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    return _combine(node, index, arrays, -1.0)


def _combine(node: onnx.NodeProto, index: Index, arrays: Arrays, sign: float) -> Terms:
    """The first operand and the second one with its sign; one that is a constant of the file is the bias."""
    made, bias = arrays[node.output[0]].shape, 0.0
    tensors, indices, weights = [], [], []
    for name, weight in zip(node.input, (1.0, sign), strict=True):
        if name in arrays.computed:
            tensors.append(name)
            indices.append(_narrow(index, arrays[name].shape))
            weights.append(weight)
        else:
            bias += weight * float(np.broadcast_to(arrays[name], made)[index])
    values = np.array([arrays[name][one] for name, one in zip(tensors, indices, strict=True)], np.float64)
    return Terms("sum", tensors, indices, values, np.array(weights), bias)


def _multiply(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    first, second = node.input
    if first not in arrays.computed:
        first, second = second, first
    weight = float(np.broadcast_to(arrays[second], arrays[node.output[0]].shape)[index])
    return _collect("sum", arrays, first, [_narrow(index, arrays[first].shape)], weight)


def _divide(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    first, second = node.input
    weight = 1 / float(np.broadcast_to(arrays[second], arrays[node.output[0]].shape)[index])
    return _collect("sum", arrays, first, [_narrow(index, arrays[first].shape)], weight)


def _narrow(index: Index, shape: Sequence[int]) -> Index:
    """The index in an operand that is repeated along its axes of length one."""
    return tuple(0 if size == 1 else one for one, size in zip(index, shape, strict=True))


def _connect(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    attributes = read_attributes(node)
    kernel = arrays[node.input[1]]
    weights = (kernel.T if attributes.get("transB") else kernel)[:, index[-1]] * attributes.get("alpha", 1.0)
    bias = 0.0
    if len(node.input) > 2:
        offset = np.broadcast_to(arrays[node.input[2]], arrays[node.output[0]].shape)
        bias = float(offset[index]) * attributes.get("beta", 1.0)
    indices = [(*index[:-1], one) for one in range(len(weights))]
    return _collect("sum", arrays, node.input[0], indices, weights, bias)


def _copy(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    """A value that was moved: its place among all values stays."""
    place = int(np.ravel_multi_index(index, arrays[node.output[0]].shape))
    source = tuple(map(int, np.unravel_index(place, arrays[node.input[0]].shape)))
    return _collect("copy", arrays, node.input[0], [source], 1.0)


def _squash(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    return _collect("sigmoid", arrays, node.input[0], [index], 1.0)


def _share(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    units = arrays[node.input[0]].shape[-1]
    indices = [(*index[:-1], one) for one in range(units)]
    return _collect("softmax", arrays, node.input[0], indices, np.arange(units) == index[-1])


RULES: Mapping[str, Rule] = {
    "Add": _add,
    "AveragePool": _pool_average,
    "BatchNormalization": _normalise,
    "Clip": _cut_off,
    "Conv": _convolve,
    "Div": _divide,
    "Flatten": _copy,
    "Gemm": _connect,
    "GlobalAveragePool": _average_map,
    "MatMul": _connect,
    "MaxPool": _pool_maximum,
    "Mul": _multiply,
    "ReduceMean": _reduce_mean,
    "Relu": _cut_below,
    "Reshape": _copy,
    "Sigmoid": _squash,
    "Softmax": _share,
    "Squeeze": _copy,
    "Sub": _subtract,
}
