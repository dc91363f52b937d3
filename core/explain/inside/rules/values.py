"""One value that is computed from the values at its place: sums, products and functions of one number."""

from collections.abc import Mapping, Sequence

import numpy as np
import onnx

from core.explain.gradients.tape import read_attributes
from core.explain.inside.rules.terms import Arrays, Index, Rule, Terms, collect

EPSILON = 1e-5  # of a normalisation that names none


def _normalise(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    scale, offset, mean, variance = (float(arrays[name][index[1]]) for name in node.input[1:5])
    weight = scale / np.sqrt(variance + read_attributes(node).get("epsilon", EPSILON))
    return collect("sum", arrays, node.input[0], [index], weight, offset - mean * weight)


def _cut_below(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    return collect("clip", arrays, node.input[0], [index], float(arrays[node.input[0]][index] > 0))


def _cut_off(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    """A value beyond a bound counts for nothing, and the bound takes its place as the bias."""
    bounds = [arrays[name].item() if name else None for name in node.input[1:]] + [None, None]
    value = float(arrays[node.input[0]][index])
    low, high = bounds[0], bounds[1]
    bound = low if low is not None and value < low else high if high is not None and value > high else None
    return collect("clip", arrays, node.input[0], [index], float(bound is None), bound or 0.0)


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
    if second in arrays.computed:
        return _relate("product", node, index, arrays)
    weight = float(np.broadcast_to(arrays[second], arrays[node.output[0]].shape)[index])
    return collect("sum", arrays, first, [_narrow(index, arrays[first].shape)], weight)


def _divide(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    first, second = node.input
    if second in arrays.computed:
        return _relate("quotient", node, index, arrays)
    weight = 1 / float(np.broadcast_to(arrays[second], arrays[node.output[0]].shape)[index])
    return collect("sum", arrays, first, [_narrow(index, arrays[first].shape)], weight)


def _relate(rule: str, node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    """A function of two values that both come from the picture."""
    indices = [_narrow(index, arrays[name].shape) for name in node.input]
    values = np.array([arrays[name][one] for name, one in zip(node.input, indices, strict=True)], np.float64)
    return Terms(rule, list(node.input), indices, values, np.ones(2))


def _narrow(index: Index, shape: Sequence[int]) -> Index:
    """The index in an operand that is repeated along its axes of length one."""
    return tuple(0 if size == 1 else one for one, size in zip(index, shape, strict=True))


def _negate(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    return collect("sum", arrays, node.input[0], [index], -1.0)


def _apply(rule: str) -> Rule:
    """The rule of a function of one value."""
    return lambda node, index, arrays: collect(rule, arrays, node.input[0], [index])


VALUES: Mapping[str, Rule] = {
    "Add": _add,
    "BatchNormalization": _normalise,
    "Clip": _cut_off,
    "Div": _divide,
    "Erf": _apply("erf"),
    "Mul": _multiply,
    "Neg": _negate,
    "Reciprocal": _apply("reciprocal"),
    "Relu": _cut_below,
    "Sigmoid": _apply("sigmoid"),
    "Sqrt": _apply("root"),
    "Sub": _subtract,
}
